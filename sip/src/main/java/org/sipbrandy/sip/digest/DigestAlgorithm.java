package org.sipbrandy.sip.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A hash of RFC 7616 §3.3, strongest first. */
public enum DigestAlgorithm {
    SHA_512_256("SHA-512-256", "SHA-512/256", false),
    SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true),
    SHA_256("SHA-256", "SHA-256", false),
    SHA_256_SESS("SHA-256-sess", "SHA-256", true),
    /** Only where nothing better is offered, and only over TLS. */
    MD5("MD5", "MD5", false),
    MD5_SESS("MD5-sess", "MD5", true);

    private final String token;
    private final String hash;
    private final boolean session;

    DigestAlgorithm(String token, String hash, boolean session) {
        this.token = token;
        this.hash = hash;
        this.session = session;
    }

    /** The value of the {@code algorithm} parameter. */
    public String token() {
        return token;
    }

    /** Whether A1 has nonce and cnonce in it (RFC 7616 §3.4.2). */
    public boolean session() {
        return session;
    }

    /** Whether it is only for backward compatibility (RFC 8760 §3). */
    public boolean legacy() {
        return this == MD5 || this == MD5_SESS;
    }

    /** The algorithm of that name, in any case; empty for one that we do not know. */
    public static Optional<DigestAlgorithm> parse(String token) {
        for (DigestAlgorithm one : values()) {
            if (one.token.equalsIgnoreCase(token)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The hash in lower-case hexadecimal digits (RFC 8760 §2.2). */
    String hex(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(hash);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no " + hash, e);
        }
    }
}
