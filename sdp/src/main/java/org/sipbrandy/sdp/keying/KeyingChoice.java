package org.sipbrandy.sdp.keying;

import java.util.Set;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.MediaProtocol;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.dtls.FingerprintSelection;

/** How an answerer keys one offered stream: DTLS-SRTP before ZRTP before SDES before plain RTP (RFC 8643 §3). */
public sealed interface KeyingChoice {
    /** By this method. */
    record Chosen(KeyingMethod method) implements KeyingChoice {}

    /** By none that is allowed: the stream is rejected. */
    record Rejected(Reason reason) implements KeyingChoice {}

    /** Why a stream is rejected. */
    enum Reason {
        /** The protocol of the {@code m=} line is not one of RTP (RFC 3264 §6). */
        UNKNOWN_PROTOCOL,
        /** The protocol asks for DTLS but no fingerprint applies. */
        FINGERPRINT_ABSENT,
        /** Fingerprints by MD5, MD2 or unknown functions only (RFC 8122 §5). */
        FINGERPRINT_UNUSABLE,
        /** What is offered is not allowed by the caller. */
        NOT_ALLOWED
    }

    /**
     * @param allowed what the policy lets pass; on an msec call {@link KeyingMethod#DTLS_SRTP} alone, since mky covers
     *     nothing else (RFC 8862 §3)
     */
    static KeyingChoice of(SessionDescription offer, MediaDescription media, Set<KeyingMethod> allowed) {
        MediaProtocol protocol = media.protocolKind();
        if (!protocol.isRtp() || media.isRejected()) {
            return new Rejected(Reason.UNKNOWN_PROTOCOL);
        }
        FingerprintSelection fingerprints = FingerprintSelection.of(offer.fingerprints(media));
        for (KeyingMethod method : KeyingMethod.values()) {
            if (allowed.contains(method) && isOffered(method, media, protocol, fingerprints)) {
                return new Chosen(method);
            }
        }
        if (allowed.contains(KeyingMethod.DTLS_SRTP) && fingerprints instanceof FingerprintSelection.None(var reason)) {
            return switch (reason) {
                case ABSENT -> new Rejected(protocol.isDtls() ? Reason.FINGERPRINT_ABSENT : Reason.NOT_ALLOWED);
                case UNUSABLE -> new Rejected(Reason.FINGERPRINT_UNUSABLE);
            };
        }
        return new Rejected(Reason.NOT_ALLOWED);
    }

    private static boolean isOffered(
            KeyingMethod method, MediaDescription media, MediaProtocol protocol, FingerprintSelection fingerprints) {
        return switch (method) {
            case DTLS_SRTP -> fingerprints instanceof FingerprintSelection.Selected;
            case ZRTP -> !protocol.isDtls() && media.hasAttribute("zrtp-hash");
            case SDES -> !protocol.isDtls() && SdesRules.choose(media).isPresent();
            // RFC 8643 §3: an offer with a secure profile never becomes plain RTP; nor does one whose fingerprints are
            // there but unusable.
            case NONE ->
                protocol.isPlain()
                        && !(fingerprints instanceof FingerprintSelection.None none
                                && none.reason() == FingerprintSelection.Reason.UNUSABLE);
        };
    }
}
