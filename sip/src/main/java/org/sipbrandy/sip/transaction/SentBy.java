package org.sipbrandy.sip.transaction;

import org.sipbrandy.sip.message.HostPort;
import org.sipbrandy.sip.transport.Target;

/** Says what the Via of a request to a target has as sent-by: where this endpoint listens on that transport. */
@FunctionalInterface
public interface SentBy {
    HostPort towards(Target target);
}
