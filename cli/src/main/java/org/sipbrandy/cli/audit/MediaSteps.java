package org.sipbrandy.cli.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.cli.audit.media.Checks;
import org.sipbrandy.cli.audit.media.RtpStream;

/** The steps that media shows. */
final class MediaSteps {
    private static final String BEFORE = "the call ended before";

    private final ObservedCall call;
    private final CallMedia media;
    private final Signatures signatures;
    private final Keys keys;

    MediaSteps(ObservedCall call, CallMedia media, Signatures signatures, Keys keys) {
        this.call = call;
        this.media = media;
        this.signatures = signatures;
        this.keys = keys;
    }

    /** Not there: because the call was over by then, or because the capture does not have it. */
    private AuditStep missing(Step step, String what) {
        boolean over = call.answer().isEmpty() && call.ended().isPresent();
        return over ? AuditStep.notReached(step, BEFORE) : AuditStep.notSeen(step, what);
    }

    AuditStep iceConnected() {
        var connected = media.connected();
        if (connected.isPresent()) {
            return AuditStep.reached(
                    Step.ICE_CONNECTED,
                    connected.get(),
                    "checks were answered both ways"
                            + media.nominated().map(ends -> ", " + ends).orElse(""));
        }
        var noIce = call.answer()
                .filter(_ -> Party.of(call, false).fragments().isEmpty())
                .map(_ -> "the callee does no ICE");
        if (call.invite().isPresent() && Party.of(call, true).fragments().isEmpty()) {
            noIce = Optional.of("the caller does no ICE");
        }
        if (noIce.isPresent()) {
            return AuditStep.failed(
                    Step.ICE_CONNECTED,
                    call.answer().or(call::invite).orElseThrow().came().time(),
                    Reason.PEER_NOT_CAPABLE,
                    noIce.get());
        }
        var all = media.paths().stream().flatMap(path -> path.checks().stream()).toList();
        if (all.isEmpty()) {
            return missing(Step.ICE_CONNECTED, "no checks are in the capture");
        }
        long requests = all.stream().mapToLong(Checks::requests).sum();
        long answered = all.stream().mapToLong(Checks::answered).sum();
        return AuditStep.failed(
                Step.ICE_CONNECTED,
                all.getFirst().firstRequest(),
                Reason.ICE_FAILED,
                answered == 0
                        ? requests + " checks, none of them answered"
                        : "only the " + (media.answered(true).isPresent() ? "caller's" : "callee's")
                                + " checks were answered");
    }

    AuditStep dtlsConnected() {
        var completed = media.completed();
        if (completed.isPresent()) {
            var one = completed.get();
            return AuditStep.reached(
                    Step.DTLS_CONNECTED,
                    one.done().orElseThrow(),
                    one.version() + one.profile().map(it -> ", " + it).orElse(""));
        }
        boolean none = call.answer()
                .flatMap(ObservedMessage::description)
                .filter(description -> description.allFingerprints().isEmpty())
                .isPresent();
        if (none) {
            return AuditStep.failed(
                    Step.DTLS_CONNECTED,
                    call.answer().orElseThrow().came().time(),
                    Reason.FINGERPRINT_MISSING,
                    "the answer names no fingerprint" + (keys.sdes() ? ": it has keys of SDES" : ""));
        }
        var begun = media.handshakes();
        if (!begun.isEmpty()) {
            var last = begun.getLast();
            return AuditStep.failed(
                    Step.DTLS_CONNECTED,
                    last.begun(),
                    Reason.KEYING_FAILED,
                    last.alert()
                            .map(alert -> "an alert ended the handshake: " + alert + alertName(alert))
                            .orElse("the handshake began and did not end"));
        }
        return missing(Step.DTLS_CONNECTED, "no handshake is in the capture");
    }

    /** RFC 5246 §7.2, the ones that tell something. */
    private static String alertName(int alert) {
        return switch (alert) {
            case 40 -> " (handshake_failure)";
            case 42 -> " (bad_certificate)";
            case 43 -> " (unsupported_certificate)";
            case 46 -> " (certificate_unknown)";
            case 47 -> " (illegal_parameter)";
            case 70 -> " (protocol_version)";
            case 80 -> " (internal_error)";
            default -> "";
        };
    }

    AuditStep keysBound() {
        for (boolean caller : new boolean[] {true, false}) {
            var wrong = mismatch(caller);
            if (wrong.isPresent()) {
                return wrong.get();
            }
        }
        if (media.handshakes().isEmpty()) {
            return AuditStep.notReached(Step.KEYS_BOUND, "no handshake");
        }
        for (boolean caller : new boolean[] {true, false}) {
            if (signatures.verified(caller).isEmpty()) {
                return AuditStep.notReached(
                        Step.KEYS_BOUND,
                        "nobody vouches for the " + name(caller) + "'s keys"
                                + (media.shown(caller, _ -> true).isEmpty()
                                        ? ""
                                        : "; its certificate is the one that it described"));
            }
        }
        var completed = media.completed();
        if (completed.isEmpty()) {
            return AuditStep.notReached(Step.KEYS_BOUND, "no handshake was completed");
        }
        if (shown(true).isEmpty() || shown(false).isEmpty()) {
            return AuditStep.notSeen(
                    Step.KEYS_BOUND,
                    completed.get().hidesCertificates()
                            ? "DTLS 1.3 hides the certificates from observers"
                            : "the certificates are not in the capture");
        }
        return AuditStep.reached(
                Step.KEYS_BOUND,
                completed.get().done().orElseThrow(),
                "both certificates shown in DTLS are the ones that were signed for");
    }

    /** What was shown in handshakes that were completed, or if none was, in any. */
    java.util.List<Set<String>> shown(boolean byCaller) {
        boolean any = media.completed().isEmpty();
        return media.shown(byCaller, handshake -> any || handshake.done().isPresent());
    }

    private Optional<AuditStep> mismatch(boolean caller) {
        var signed = signatures.verified(caller).map(SignatureFinding.Verified::fingerprints);
        var expected = signed.orElse(keys.of(caller));
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        return shown(caller).stream()
                .filter(one -> one.stream().noneMatch(expected::contains))
                .findFirst()
                .map(one -> AuditStep.failed(
                        Step.KEYS_BOUND,
                        media.handshakes().getFirst().begun(),
                        Reason.DTLS_CERTIFICATE_MISMATCH,
                        "the " + name(caller) + "'s certificate, "
                                + one.iterator().next() + ", is not the one that was "
                                + (signed.isPresent() ? "signed for" : "described")));
    }

    static String name(boolean caller) {
        return caller ? "caller" : "callee";
    }

    AuditStep consent() {
        for (boolean caller : new boolean[] {true, false}) {
            var late = media.streams(caller).stream()
                    .filter(stream -> stream.afterConsent() > 0)
                    .findFirst();
            if (late.isPresent()) {
                return AuditStep.failed(
                        Step.CONSENT,
                        late.get().last(),
                        Reason.CONSENT_EXPIRED,
                        "the " + name(caller) + " sent " + late.get().afterConsent()
                                + " packets more than 30 s after the last answer to its checks");
            }
        }
        var connected = media.connected();
        if (connected.isEmpty()) {
            var all = media.paths().stream().allMatch(path -> path.checks().isEmpty());
            return all
                    ? missing(Step.CONSENT, "no checks are in the capture")
                    : AuditStep.notReached(Step.CONSENT, "checks were not answered both ways");
        }
        return AuditStep.reached(
                Step.CONSENT,
                connected.get(),
                media.oldestConsent()
                        .map(age -> "never older than " + seconds(age) + " when media was sent")
                        .orElse("given both ways"));
    }

    private static String seconds(Duration age) {
        return String.format(java.util.Locale.ROOT, "%.1f s", age.toMillis() / 1000.0);
    }

    AuditStep media() {
        var first = media.allStreams().map(RtpStream::first).min(java.util.Comparator.naturalOrder());
        if (first.isEmpty()) {
            return missing(Step.MEDIA, "no media is in the capture");
        }
        String amount = CallMedia.packets(media.streams(true)) + " packets from the caller, "
                + CallMedia.packets(media.streams(false)) + " from the callee";
        if (plain()) {
            return AuditStep.failed(Step.MEDIA, first.get(), Reason.MEDIA_NOT_PROTECTED, "plain RTP: " + amount);
        }
        var early = early();
        if (early.isPresent()) {
            return AuditStep.failed(Step.MEDIA, first.get(), Reason.MEDIA_NOT_PROTECTED, early.get());
        }
        return AuditStep.reached(Step.MEDIA, first.get(), "SRTP: " + amount);
    }

    /** Whether media that nothing protects was seen, or can only have been that. */
    boolean plain() {
        boolean keyed = keys.any() || media.completed().isPresent();
        return media.allStreams().anyMatch(one -> one.looksPlain() || !keyed && !one.looksProtected());
    }

    /** RFC 8862 §4.4, MSEC-12: nothing leaves before the far end's signature has verified. */
    private Optional<String> early() {
        if (signatures.verified(true).isEmpty() || signatures.verified(false).isEmpty()) {
            return Optional.empty();
        }
        // The nearest that an observer comes to the moment of the verdict: when the signed request passed.
        Instant callers = signatures.reverse().orElseThrow().left().time();
        Instant callees =
                signatures.reverseAnswered(call).map(it -> it.left().time()).orElse(callers);
        return early(true, callers).or(() -> early(false, callees));
    }

    private Optional<String> early(boolean caller, Instant verdict) {
        return CallMedia.first(media.streams(caller))
                .filter(first -> first.isBefore(verdict))
                .map(first -> "the " + name(caller) + "'s media began "
                        + Duration.between(first, verdict).toMillis() + " ms before the "
                        + (caller ? "callee's signature" : "caller's answer to the signed " + reverse()) + " passed");
    }

    private String reverse() {
        return signatures.reverse().map(ObservedMessage::method).orElse("UPDATE");
    }
}
