package org.sipbrandy.sip.transaction;

import java.util.random.RandomGenerator;
import org.sipbrandy.sip.message.Via;

/** Fresh tokens: branches (RFC 3261 §8.1.1.7) and tags (§19.3). */
public final class Branches {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";

    private Branches() {}

    /** A branch with 100 random bits. */
    public static String branch(RandomGenerator random) {
        return Via.MAGIC_COOKIE + token(random, 20);
    }

    /** A tag with 80 random bits; RFC 3261 §19.3 asks for at least 32. */
    public static String tag(RandomGenerator random) {
        return token(random, 16);
    }

    /** A Call-ID without a host part, 120 random bits. */
    public static String callId(RandomGenerator random) {
        return token(random, 24);
    }

    /** Five random bits a character. */
    private static String token(RandomGenerator random, int length) {
        StringBuilder token = new StringBuilder(length);
        long bits = 0;
        for (int i = 0; i < length; i++) {
            if (i % 12 == 0) {
                bits = random.nextLong();
            }
            token.append(ALPHABET.charAt((int) (bits & 31)));
            bits >>>= 5;
        }
        return token.toString();
    }
}
