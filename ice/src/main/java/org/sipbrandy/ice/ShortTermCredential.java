package org.sipbrandy.ice;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * A username fragment and a password of one ICE agent for one ICE session (RFC 8445 §5.3, RFC 8839 §5.4).
 *
 * @param ufrag 4 to 256 ice-chars
 * @param password 22 to 256 ice-chars; not shown by {@link #toString()}
 */
public record ShortTermCredential(String ufrag, String password) {
    /** 48 bits; RFC 8839 §5.4 wants 24. */
    private static final int UFRAG_LENGTH = 8;

    /** 192 bits; RFC 8839 §5.4 wants 128. */
    private static final int PASSWORD_LENGTH = 32;

    public ShortTermCredential {
        if (!IceChars.within(ufrag, 4, 256)) {
            throw new IllegalArgumentException("a username fragment is 4 to 256 ice-chars");
        }
        if (!IceChars.within(password, 22, 256)) {
            throw new IllegalArgumentException("an ICE password is 22 to 256 ice-chars");
        }
    }

    /** A new one, for one ICE session. */
    public static ShortTermCredential generate(SecureRandom random) {
        return new ShortTermCredential(text(random, UFRAG_LENGTH), text(random, PASSWORD_LENGTH));
    }

    /** The key of MESSAGE-INTEGRITY (RFC 8489 §9.1.1); ice-chars are the same after OpaqueString. */
    byte[] key() {
        return password.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(IceChars.ALPHABET.charAt(random.nextInt(IceChars.ALPHABET.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "ShortTermCredential[ufrag=" + ufrag + "]";
    }
}
