package org.sipbrandy.call;

import java.util.random.RandomGenerator;

/** Random text for tags, Call-IDs and the like. */
public final class Tokens {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private Tokens() {}

    /** So many letters and digits, about 5.2 bits each. */
    public static String text(RandomGenerator random, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
