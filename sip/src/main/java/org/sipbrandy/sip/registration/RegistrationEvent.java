package org.sipbrandy.sip.registration;

import java.util.OptionalLong;
import org.sipbrandy.sip.transport.Target;

/** What becomes of a registration. */
public sealed interface RegistrationEvent {

    /**
     * It stands, for the first time or anew after it did not.
     *
     * @param flow on which calls come in
     */
    record Registered(Binding binding, Target flow) implements RegistrationEvent {}

    /**
     * It does not stand, or could not be refreshed.
     *
     * @param status of SIP; 408 for silence, 503 if nothing could be sent
     * @param reason one line for people
     * @param retryNanos until it is tried again; empty if it is not, for it would be refused again
     */
    record Failed(int status, String reason, OptionalLong retryNanos) implements RegistrationEvent {}

    /** It was taken back, or its time ran out after that was tried. */
    record Unregistered() implements RegistrationEvent {}
}
