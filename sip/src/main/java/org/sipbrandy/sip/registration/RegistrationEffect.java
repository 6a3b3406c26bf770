package org.sipbrandy.sip.registration;

import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;

/** What a {@link Registration} wants done. */
public sealed interface RegistrationEffect {

    /** Find out where requests to this URI go (RFC 3263), then {@link Registration#located}. */
    record Locate(Uri next) implements RegistrationEffect {}

    /** Send it in a new transaction; its answer goes to {@link Registration#response} or {@link Registration#none}. */
    record Send(SipRequest request, Target target) implements RegistrationEffect {}

    /**
     * Keep the flow alive from now on, and say so when it dies (RFC 5626 §4.4).
     *
     * @param nanos between two keep-alives
     */
    record KeepAlive(Target flow, long nanos) implements RegistrationEffect {}

    /** Tell the user. */
    record Tell(RegistrationEvent event) implements RegistrationEffect {}
}
