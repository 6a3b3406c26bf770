package org.sipbrandy.stir.credential;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What is remembered of a key: SHA-256 of its SubjectPublicKeyInfo.
 *
 * @param hex 64 hexadecimal digits, lower case
 */
public record KeyPin(String hex) {
    private static final int LENGTH = 64;

    public KeyPin {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != LENGTH || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal");
        }
    }

    /** Of a SubjectPublicKeyInfo in DER. */
    public static KeyPin of(byte[] spki) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(spki);
            return new KeyPin(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
