package org.sipbrandy.sip.dialog;

import java.util.random.RandomGenerator;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/** What is done when offers collide (RFC 3311 §5; RFC 3261 §14; RFC 6337 §4). Pure decisions. */
public final class Glare {
    private static final long TEN_MILLIS = 10_000_000L;

    private Glare() {}

    /** What is to be done with a request. */
    public sealed interface Decision {
        /** Nothing collides. */
        record Proceed() implements Decision {}

        /** Ours is pending: 491. */
        record RequestPending() implements Decision {}

        /** The peer's earlier one is pending: 500 with Retry-After, 0 to 10 seconds. */
        record RetryLater(int seconds) implements Decision {}
    }

    /** Decides on an INVITE (re-INVITE) or UPDATE received; other methods proceed. */
    public static Decision onReceived(SipMethod method, boolean withOffer, OpenExchanges open, RandomGenerator random) {
        if (method.equals(SipMethod.INVITE)) {
            // RFC 3261 §14.2; RFC 6337 §4.3 UAS-IsI, UAS-UsI before UAS-IcI, UAS-UcI
            if (open.remoteInvite() || open.remoteUpdate()) {
                return later(random);
            }
            if (open.localInvite() || open.localOffer()) {
                return new Decision.RequestPending();
            }
            return open.remoteOffer() ? later(random) : new Decision.Proceed();
        }
        if (method.equals(SipMethod.UPDATE)) {
            if (open.remoteUpdate()) {
                return later(random); // RFC 3311 §5.2, with or without offer
            }
            if (withOffer && open.localOffer()) {
                return new Decision.RequestPending(); // RFC 3311 §5.2
            }
            if (withOffer && open.remoteOffer()) {
                return later(random); // RFC 3311 §5.2
            }
        }
        return new Decision.Proceed();
    }

    private static Decision later(RandomGenerator random) {
        return new Decision.RetryLater(random.nextInt(11));
    }

    /** Whether we may send an UPDATE with an offer now (RFC 3311 §5.1; RFC 6337 §2.2, §4.3). */
    public static boolean mayOfferInUpdate(OpenExchanges open) {
        return !open.localOffer() && !open.remoteOffer() && !open.localUpdate() && !open.remoteUpdate();
    }

    /**
     * How long to wait after a 491, in nanoseconds, in steps of 10 ms: 2.1 to 4 s for the owner of the Call-ID, 0 to 2 s
     * for the other (RFC 3261 §14.1, RFC 3311 §5.3).
     */
    public static long retryAfterPending(boolean ownsCallId, RandomGenerator random) {
        return ownsCallId ? TEN_MILLIS * (210 + random.nextInt(191)) : TEN_MILLIS * random.nextInt(201);
    }

    /** The response that a decision asks for; the To tag is the dialog's already. */
    public static SipResponse response(SipRequest request, Decision.RequestPending decision) {
        return request.respond(491).build();
    }

    /** The response that a decision asks for; the To tag is the dialog's already. */
    public static SipResponse response(SipRequest request, Decision.RetryLater decision) {
        return request.respond(500)
                .add(HeaderName.RETRY_AFTER, Integer.toString(decision.seconds()))
                .build();
    }
}
