package org.sipbrandy.dtls;

/**
 * Decides on the certificate of the peer while the handshake waits. Called once per handshake, on the handshake thread; so it must not
 * touch the owner's state without care: close over an immutable set of fingerprints.
 */
@FunctionalInterface
public interface PeerCertificateCheck {
    /** Answers for one certificate. An exception counts as rejection. */
    Answer check(PeerCertificate certificate);

    /** What the check says. */
    sealed interface Answer {
        /** Go on. Whether media may flow is still the caller's decision (RFC 8842 §5.2: unverified source). */
        record Accept() implements Answer {}

        /**
         * End with a fatal bad_certificate alert (RFC 8122 §6.2, RFC 8842 §5.1).
         *
         * @param reason what was wrong, for the log
         */
        record Reject(String reason) implements Answer {}
    }

    /** Accepts everything: for an association whose fingerprint is not yet known and that the caller keeps in quarantine. */
    static PeerCertificateCheck quarantine() {
        return certificate -> new Answer.Accept();
    }

    /** Accepts exactly the certificate with this digest. */
    static PeerCertificateCheck fingerprint(String hash, byte[] digest) {
        byte[] expected = digest.clone();
        return certificate -> certificate.matches(hash, expected)
                ? new Answer.Accept()
                : new Answer.Reject("certificate has another " + hash + " fingerprint");
    }
}
