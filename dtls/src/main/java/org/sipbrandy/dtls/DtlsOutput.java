package org.sipbrandy.dtls;

import java.util.Optional;
import java.util.OptionalInt;

/** What an association wants done, or tells. */
public sealed interface DtlsOutput {
    /**
     * Send this datagram to the peer. One or more whole records, never more than the MTU.
     *
     * @param datagram the bytes; the receiver of the output owns them
     */
    record Send(byte[] datagram) implements DtlsOutput {
        @Override
        public String toString() {
            return "Send[" + datagram.length + " bytes]";
        }
    }

    /**
     * The handshake is complete. Told once.
     *
     * @param version {@code DTLSv1.2}
     * @param cipherSuite IANA name without the {@code TLS_} prefix, such as {@code ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}
     * @param profile the one SRTP profile that was agreed on
     * @param keys exported keys (RFC 5764 §4.2); the receiver of the output owns and wipes them
     * @param peerCertificate what the peer showed and proved to have the key of
     * @param peerTlsId the external_session_id that the peer sent (RFC 8844 §4), empty if it sent none
     */
    record Connected(
            String version,
            String cipherSuite,
            SrtpProfileId profile,
            SrtpKeyingMaterial keys,
            PeerCertificate peerCertificate,
            Optional<String> peerTlsId)
            implements DtlsOutput {}

    /**
     * The handshake failed. Told once, after the alert that goes with it was put out as {@link Send}.
     *
     * @param reason why
     * @param alert description of the TLS alert sent, or received if the reason is {@link DtlsFailure#PEER_ALERT}; empty if none
     * @param detail for the log
     */
    record Failed(DtlsFailure reason, OptionalInt alert, String detail) implements DtlsOutput {}

    /**
     * After the handshake the peer ended the association with an authenticated alert: stop sending (RFC 7675 §5.2).
     *
     * @param alert description of the alert; 0 is close_notify
     */
    record PeerClosed(int alert) implements DtlsOutput {}
}
