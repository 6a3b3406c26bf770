package org.sipbrandy.ice.turn;

import java.text.Normalizer;

/** How names and passwords are prepared before they are hashed (RFC 8265 §4.2). */
final class OpaqueString {
    private OpaqueString() {}

    /** @throws IllegalArgumentException if it is empty or has control characters */
    static String prepare(String text) {
        if (text.isEmpty() || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a user name or password is not empty and has no control characters");
        }
        var spaced = new StringBuilder(text.length());
        // RFC 8265 §4.2.2: spaces of other scripts become the one of ASCII, then form C.
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(spaced::appendCodePoint);
        return Normalizer.normalize(spaced, Normalizer.Form.NFC);
    }
}
