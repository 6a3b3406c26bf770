package org.sipbrandy.sdp.attribute;

import java.util.random.RandomGenerator;

/** Random ice-chars, six bits each. */
final class RandomText {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private RandomText() {}

    static String of(int length, RandomGenerator random) {
        byte[] bits = new byte[length];
        random.nextBytes(bits);
        var text = new StringBuilder(length);
        for (byte b : bits) {
            text.append(ALPHABET.charAt(b & 0x3F));
        }
        return text.toString();
    }
}
