package org.sipbrandy.ice.stun;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of the long-term credential mechanism (RFC 8489 §9.2.2), for servers that ask for one. */
public final class LongTermKey {
    private LongTermKey() {}

    /** MD5 of the three; each already prepared (OpaqueString, or SASLprep for old servers). */
    public static byte[] md5(String username, String realm, String password) {
        return hash("MD5", username + ":" + realm + ":" + password);
    }

    /** RFC 8489 §18.5.1.2: SHA-256 of the three, each already prepared. */
    public static byte[] sha256(String username, String realm, String password) {
        return hash("SHA-256", username + ":" + realm + ":" + password);
    }

    /** RFC 8489 §14.4: what stands for the user's name, both already prepared. */
    public static Bytes userhash(String username, String realm) {
        return new Bytes(hash("SHA-256", username + ":" + realm));
    }

    private static byte[] hash(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every Java", e);
        }
    }
}
