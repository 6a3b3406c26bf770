package org.sipbrandy.dtls;

/** Why a handshake did not complete. */
public enum DtlsFailure {
    /** The {@link PeerCertificateCheck} said no; bad_certificate was sent. */
    CERTIFICATE_REJECTED,
    /** The peer showed no certificate (RFC 8122 §6.2, RFC 5763 §5). */
    CERTIFICATE_MISSING,
    /** No SRTP profile in common, or use_srtp is missing or wrong (RFC 5764 §4.1). */
    NO_COMMON_PROFILE,
    /** The peer's external_session_id is not its tls-id (RFC 8844 §4.3); illegal_parameter was sent. */
    TLS_ID_MISMATCH,
    /** The limit for the handshake is over. */
    TIMED_OUT,
    /** The peer ended the handshake with an alert. */
    PEER_ALERT,
    /** Anything else that the protocol forbids. */
    PROTOCOL
}
