package org.sipbrandy.ice.stun;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The key of the long-term credential mechanism (RFC 8489 §9.2.2), for servers that ask for one. */
public final class LongTermKey {
    private LongTermKey() {}

    /** MD5 of the three; each already prepared (OpaqueString, or SASLprep for old servers). */
    public static byte[] md5(String username, String realm, String password) {
        try {
            String text = username + ":" + realm + ":" + password;
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is part of every Java", e);
        }
    }
}
