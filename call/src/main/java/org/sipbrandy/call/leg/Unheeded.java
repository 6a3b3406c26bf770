package org.sipbrandy.call.leg;

import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** Answers that nobody waits for. */
public final class Unheeded {
    /** For requests whose outcome changes nothing, such as a BYE. */
    public static final LegPorts.Answers IGNORE = new LegPorts.Answers() {
        @Override
        public void response(SipResponse response, Target source, long now) {}

        @Override
        public void none(int status, boolean tryNext, long now) {}
    };

    private Unheeded() {}
}
