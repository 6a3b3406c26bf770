package org.sipbrandy.sdp.attribute;

import java.math.BigInteger;
import java.util.Optional;

/** Crypto-suites of SDES with their key sizes (RFC 4568 §6.2, RFC 7714 §14.2, RFC 6188 §4.1.2). */
public enum CryptoSuite {
    AES_CM_128_HMAC_SHA1_80(30),
    AES_CM_128_HMAC_SHA1_32(30),
    F8_128_HMAC_SHA1_80(30),
    AES_192_CM_HMAC_SHA1_80(38),
    AES_192_CM_HMAC_SHA1_32(38),
    AES_256_CM_HMAC_SHA1_80(46),
    AES_256_CM_HMAC_SHA1_32(46),
    AEAD_AES_128_GCM(28),
    AEAD_AES_256_GCM(44);

    /** RFC 4568 §6.2: SRTP 2^48 packets; a greater lifetime makes the line invalid. */
    static final BigInteger MAX_LIFETIME = BigInteger.TWO.pow(48);

    private final int keySaltBytes;

    CryptoSuite(int keySaltBytes) {
        this.keySaltBytes = keySaltBytes;
    }

    /** By its exact name. */
    public static Optional<CryptoSuite> of(String name) {
        for (CryptoSuite suite : values()) {
            if (suite.name().equals(name)) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }

    /** Bytes of master key and master salt together. */
    public int keySaltBytes() {
        return keySaltBytes;
    }
}
