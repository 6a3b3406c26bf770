package org.sipbrandy.agent;

import java.time.Instant;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.transport.Target;

/** Sees every message of signalling. Called on the loop: take what is needed and return. */
@FunctionalInterface
public interface SipTrace {
    /** Sees nothing. */
    SipTrace NONE = (time, sent, remote, message) -> {};

    void message(Instant time, boolean sent, Target remote, SipMessage message);
}
