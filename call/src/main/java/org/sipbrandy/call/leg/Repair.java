package org.sipbrandy.call.leg;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.stir.DateField;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.credential.ContentId;

/**
 * Whether one more attempt at a refused request may succeed, and by what (RFC 8224 §6.1.1 and §6.2.2, RFC 8862 §4.3,
 * flows.md §3). One attempt, never a second: whoever asks sees to that.
 */
public final class Repair {
    private static final long SECOND = 1_000_000_000L;

    /**
     * How far a Date is set from our clock at most. RFC 8224 §6.1 step 3 lets nobody sign a Date that is more than a
     * minute off, and signing takes time. A forged 403 so gains a token that is good for a minute longer, at most.
     */
    private static final long MOST_SHIFT_SECONDS = 55;

    /** RFC 8224 §6.2 step 4: what the far end calls fresh. */
    private static final long FRESH_SECONDS = 60;

    /** Below it the clocks agree: Dates are whole seconds, and messages take their time. */
    private static final long SAME_SECONDS = 2;

    private Repair() {}

    /** Whether somebody may answer this refusal with a repaired request (STIR-AS-15…17). */
    public static boolean mayFollow(SipResponse refusal) {
        return switch (refusal.status()) {
            case 428, 436, 437, 438 -> true;
            case 403 -> stale(refusal);
            default -> false;
        };
    }

    /** Whether this was an incoming call that ended with such a refusal of ours. */
    public static boolean mayFollow(CallEvent.Ended ended) {
        return ended.by() == CallEvent.EndedBy.LOCAL
                && switch (ended.status()) {
                    case 428, 436, 437, 438 -> true;
                    case 403 -> ended.verdict().reasons().contains(Reason.IDENTITY_STALE);
                    default -> false;
                };
    }

    /**
     * What may cure a signed request that opens or changes a session.
     *
     * @param sent how it was signed
     * @param now the time of day
     */
    public static Optional<Remedy> of(Signing.Signed sent, SipResponse refusal, Instant now) {
        return switch (refusal.status()) {
            case 403 -> stale(refusal) ? towards(refusal, now) : Optional.empty();
            // the certificate's other place is the request itself (STIR-AS-16)
            case 436 -> inside(sent) ? Optional.empty() : Optional.of(new Remedy.CertificateInside());
            case 437 ->
                Optional.of(new Remedy.OtherCredential(
                        sent.credential().certificate().pin()));
            // STIR-AS-15: we send the full form always, so that all that is left is to say the same with a new
            // signature
            case 438 -> Optional.of(new Remedy.FreshDate(Duration.ZERO));
            default -> Optional.empty();
        };
    }

    /**
     * The same for an INVITE that opens a call, whose far end may know nothing of msec.
     *
     * @param request as it was sent
     * @param peerSignedBefore whether it signed with msec in an earlier call: then nothing less is tried (AUTHZ-07)
     */
    public static Optional<Remedy> ofInvite(
            SipRequest request,
            Signing.Signed sent,
            SipResponse refusal,
            Policy policy,
            boolean peerSignedBefore,
            Instant now) {
        return of(sent, refusal, now)
                .or(() -> policy.mandatory() ? Optional.empty() : less(request, sent, refusal, peerSignedBefore));
    }

    private static Optional<Remedy> less(
            SipRequest request, Signing.Signed sent, SipResponse refusal, boolean peerSignedBefore) {
        return switch (refusal.status()) {
            // "Use Supported PASSporT Format", or the usual phrase: the only token it could have used is not there
            case 428 ->
                sent.passport().header().ppt().isPresent()
                                && request.headers().identity().size() == 1
                        ? Optional.of(new Remedy.WithBaseline())
                        : Optional.empty();
            // An agent of the time before multipart bodies. One that gives a reason of ours has understood all of it.
            case 415, 488, 500 ->
                inside(sent) && !peerSignedBefore && Refusals.code(refusal).isEmpty()
                        ? Optional.of(new Remedy.Unsigned())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean inside(Signing.Signed sent) {
        return ContentId.ofUrl(sent.identity().info()).isPresent();
    }

    private static boolean stale(SipResponse refusal) {
        return refusal.status() == 403 && refusal.reason().equalsIgnoreCase("Stale Date"); // RFC 8224 §6.2.2
    }

    /** Towards the far end's clock as far as may be; empty if that is not far enough. */
    private static Optional<Remedy> towards(SipResponse refusal, Instant now) {
        long apart = refusal.headers()
                .first(HeaderName.DATE)
                .flatMap(DateField::parse)
                .map(theirs -> theirs.getEpochSecond() - now.getEpochSecond())
                .orElse(0L);
        if (Math.abs(apart) <= SAME_SECONDS) {
            return Optional.of(new Remedy.FreshDate(Duration.ZERO));
        }
        long shift = Math.clamp(apart, -MOST_SHIFT_SECONDS, MOST_SHIFT_SECONDS);
        return Math.abs(apart - shift) <= FRESH_SECONDS - SAME_SECONDS
                ? Optional.of(new Remedy.FreshDate(Duration.ofSeconds(shift)))
                : Optional.empty();
    }

    /**
     * How long to wait before the next attempt is signed. The same claims in the same second give the same token, since
     * the signature is deterministic (RFC 6979): neither Date nor iat would be fresh (STIR-AS-18), and a verifier that
     * goes by the token alone would call it a replay. Ours goes by Call-ID and CSeq, too; others need not.
     */
    public static long nanosBefore(Remedy remedy, Signing.Signed sent, Instant now) {
        return switch (remedy) {
            case Remedy.FreshDate(var shift) -> {
                var next = now.plus(shift);
                boolean same =
                        next.getEpochSecond() == sent.passport().payload().iat();
                yield same ? SECOND - next.getNano() : 0;
            }
            case Remedy.CertificateInside _, Remedy.OtherCredential _, Remedy.WithBaseline _, Remedy.Unsigned _ -> 0;
        };
    }

    /** Date of the next attempt, where it is not simply our clock's when it is signed. */
    public static Optional<String> date(Remedy remedy, Instant now) {
        return remedy instanceof Remedy.FreshDate(var shift) && !shift.isZero()
                ? Optional.of(DateField.format(now.plus(shift)))
                : Optional.empty();
    }

    /** What was refused and what is done about it, for a person. */
    public static String told(SipResponse refusal, Remedy remedy) {
        return "the peer answered " + refusal.status() + " " + refusal.reason() + "; " + remedy.told();
    }
}
