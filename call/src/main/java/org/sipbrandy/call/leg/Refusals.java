package org.sipbrandy.call.leg;

import java.time.Instant;
import java.util.Optional;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.ReasonValue;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.WarningValue;
import org.sipbrandy.stir.DateField;

/**
 * Says in a message why a call is refused, so that both ends can tell their users the same: a Warning in responses (RFC
 * 3261 §20.43, code 399), a Reason in requests (RFC 3326, SIP-19). The text begins with the reason code.
 */
public final class Refusals {
    private static final int MISCELLANEOUS = 399;

    /** RFC 3261 §20.43 lets the agent be a pseudonym. */
    private static final String AGENT = "brandy.invalid";

    private Refusals() {}

    /** @param now the time of day, for a caller whose clock or Date is wrong */
    public static ResponseBuilder explain(ResponseBuilder response, Reason reason, Instant now) {
        if (reason == Reason.IDENTITY_STALE) { // RFC 3261 §20.17; STIR-AS-17: it may set its Date by this
            response.set(HeaderName.DATE, DateField.format(now));
        }
        return response.add(
                "Warning", MISCELLANEOUS + " " + AGENT + " \"" + reason.code() + ": " + reason.sentence() + "\"");
    }

    /** The value of a Reason header field for a request that ends the call. */
    public static String reasonField(Reason reason) {
        return ReasonValue.sip(status(reason), reason.code() + ": " + reason.sentence())
                .toString();
    }

    /** The status that stands for a reason where the message itself has none. */
    public static int status(Reason reason) {
        return switch (reason) {
            case IDENTITY_STALE, REPLAYED -> 403;
            case IDENTITY_MISSING, DOWNGRADE -> 428;
            case CREDENTIAL_UNAVAILABLE -> 436;
            case STORE_UNAVAILABLE -> 500;
            case CREDENTIAL_UNSUPPORTED, KEY_CHANGED, NOT_VERIFIED -> 437;
            case IDENTITY_INVALID, FINGERPRINT_MISMATCH, ANSWER_NOT_SIGNED, PEER_NOT_CAPABLE -> 438;
            case DTLS_CERTIFICATE_MISMATCH, FINGERPRINT_MISSING, MEDIA_NOT_PROTECTED -> 488;
            case PEER_REFUSED, IDENTITY_UNEXPECTED -> 403;
            case ANONYMITY_DISALLOWED -> 433;
            case CONSENT_EXPIRED, ICE_FAILED, KEYING_FAILED -> 488;
        };
    }

    /** Why the far end refuses or ends the call, if it says so or the status alone does (RFC 8224 §6.2.2). */
    public static Optional<Reason> of(SipMessage message) {
        return code(message).or(() -> message instanceof SipResponse response ? ofStatus(response) : Optional.empty());
    }

    /** The reason code that the far end gives in words, if it knows ours. */
    public static Optional<Reason> code(SipMessage message) {
        for (WarningValue warning : message.headers().warning()) {
            var reason = code(warning.text());
            if (reason.isPresent()) {
                return reason;
            }
        }
        for (ReasonValue value : message.headers().reason()) {
            var reason = value.text().flatMap(Refusals::code);
            if (reason.isPresent()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    private static Optional<Reason> code(String text) {
        int colon = text.indexOf(':');
        return Reason.of(colon < 0 ? text : text.substring(0, colon));
    }

    private static Optional<Reason> ofStatus(SipResponse response) {
        return switch (response.status()) {
            case 403 ->
                response.reason().equalsIgnoreCase("Stale Date")
                        ? Optional.of(Reason.IDENTITY_STALE)
                        : Optional.empty();
            case 420, 421 -> Optional.of(Reason.PEER_NOT_CAPABLE);
            case 428 -> Optional.of(Reason.IDENTITY_MISSING);
            case 433 -> Optional.of(Reason.ANONYMITY_DISALLOWED); // RFC 5079 §5
            case 436 -> Optional.of(Reason.CREDENTIAL_UNAVAILABLE);
            case 437 -> Optional.of(Reason.CREDENTIAL_UNSUPPORTED);
            case 438 -> Optional.of(Reason.IDENTITY_INVALID);
            case 488, 606 -> Optional.of(Reason.PEER_NOT_CAPABLE);
            default -> Optional.empty();
        };
    }
}
