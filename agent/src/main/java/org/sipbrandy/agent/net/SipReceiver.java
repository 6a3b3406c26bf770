package org.sipbrandy.agent.net;

import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.transport.Target;

/** Takes what comes over signalling. Called on the loop. */
@FunctionalInterface
public interface SipReceiver {
    /** A message, or what is left of one that could not be read, and where an answer goes. */
    void received(ParseResult result, Target from);
}
