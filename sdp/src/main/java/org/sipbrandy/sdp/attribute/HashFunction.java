package org.sipbrandy.sdp.attribute;

import java.util.Locale;
import java.util.Optional;

/** The hash functions of RFC 8122 §5, the most preferred first (SHA-256, as that section says). */
public enum HashFunction {
    SHA_256("sha-256", "SHA-256", 32),
    SHA_384("sha-384", "SHA-384", 48),
    SHA_512("sha-512", "SHA-512", 64),
    SHA_224("sha-224", "SHA-224", 28),
    SHA_1("sha-1", "SHA-1", 20),
    /** Known so that it can be told from an unknown one; never used. */
    MD5("md5", "MD5", 16),
    /** Known so that it can be told from an unknown one; never used. */
    MD2("md2", "MD2", 16);

    private final String token;
    private final String algorithm;
    private final int bytes;

    HashFunction(String token, String algorithm, int bytes) {
        this.token = token;
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    /** By its token in any case. */
    public static Optional<HashFunction> of(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        for (HashFunction function : values()) {
            if (function.token.equals(lower)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    public String token() {
        return token;
    }

    /** Name of the algorithm for {@link java.security.MessageDigest}. */
    public String algorithm() {
        return algorithm;
    }

    /** Length of the digest in bytes. */
    public int bytes() {
        return bytes;
    }

    /** RFC 8122 §5: MD2 and MD5 are neither calculated nor verified. */
    public boolean isUsable() {
        return this != MD5 && this != MD2;
    }
}
