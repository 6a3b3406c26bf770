package org.sipbrandy.call.transfer;

import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.sip.message.EventValue;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.StatusLine;
import org.sipbrandy.sip.message.SubscriptionState;
import org.sipbrandy.sip.transport.Target;

/** Tells whoever sent a REFER what comes of it (RFC 3515 §2.4.4). Not thread-safe. */
final class ReferReports {
    /** A call that rings for longer is not waited for. */
    static final long SECONDS = 180;

    private final Leg leg;
    private final CallDialog dialog;
    private final EventValue event;
    private boolean wanted = true;

    ReferReports(Leg leg, CallDialog dialog, long cseq) {
        this.leg = leg;
        this.dialog = dialog;
        this.event = EventValue.refer(cseq);
    }

    /** There is more to come. */
    void progress(int status) {
        send(status, SubscriptionState.active(SECONDS));
    }

    /** RFC 3515 §2.4.7: nothing follows. */
    void last(int status) {
        send(status, SubscriptionState.over());
        wanted = false;
    }

    private void send(int status, SubscriptionState state) {
        if (!wanted || leg.over()) {
            return;
        }
        var notify = dialog.request(SipMethod.NOTIFY)
                .set(HeaderName.CONTACT, dialog.contact())
                .set(HeaderName.EVENT, event)
                .set(HeaderName.SUBSCRIPTION_STATE, state)
                .body(StatusLine.SIPFRAG, StatusLine.of(status).body());
        leg.ports.send(notify.build(), dialog.target(), new Answers(), leg.now());
    }

    private final class Answers implements LegPorts.Answers {
        @Override
        public void response(SipResponse response, Target source, long at) {
            wanted &= response.status() < 300; // RFC 3515 §2.4.4: the call is made all the same
        }

        @Override
        public void none(int status, boolean tryNext, long at) {
            wanted = false;
        }
    }
}
