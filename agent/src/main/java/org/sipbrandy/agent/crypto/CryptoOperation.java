package org.sipbrandy.agent.crypto;

/** What the choice of a provider is made for. */
public enum CryptoOperation {
    /** AES-GCM and the other ciphers of SRTP, for each packet. */
    SRTP("SRTP"),
    /** ECDH and ECDSA on P-256 in DTLS handshakes. */
    DTLS("DTLS key agreement"),
    /** ES256 of PASSporTs that others signed. */
    PASSPORT_VERIFICATION("PASSporT verification"),
    /** ES256 of our own PASSporTs, deterministic (RFC 6979; RFC 8225 §4.2 says SHOULD). */
    PASSPORT_SIGNING("PASSporT signing");

    private final String text;

    CryptoOperation(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
