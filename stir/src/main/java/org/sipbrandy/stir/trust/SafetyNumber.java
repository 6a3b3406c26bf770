package org.sipbrandy.stir.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/**
 * Sixty digits that stand for one identity and its key, to be compared by voice or on paper. Alice's program shows her
 * own number; Bob's program shows the number of the key that signed as Alice: no one is between them if both are equal.
 *
 * <p>Construction: h₀ = SHA-512 of {@code "Brandy safety number 1"}, a zero byte, the canonical identity in UTF-8, a
 * zero byte and the SHA-256 of the key's SubjectPublicKeyInfo; hᵢ = SHA-512(hᵢ₋₁ ‖ that hash) for i = 1 to 5200. Each of
 * the first twelve runs of five bytes of the last, as a number of 40 bits in network order modulo 100000, gives five
 * digits with leading zeros. The rounds make it dearer to search for a key that shares many groups.
 *
 * @param digits sixty digits
 */
public record SafetyNumber(String digits) {
    private static final int GROUPS = 12;

    private static final int GROUP = 5;

    private static final int LENGTH = GROUPS * GROUP;

    private static final long MODULUS = 100_000;

    private static final int ROUNDS = 5_200;

    private static final byte[] LABEL = "Brandy safety number 1\0".getBytes(StandardCharsets.UTF_8);

    public SafetyNumber {
        if (digits.length() != LENGTH || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not sixty digits");
        }
    }

    /** The number of an identity with a key. Takes some milliseconds. */
    public static SafetyNumber of(CanonicalIdentity identity, KeyPin pin) {
        MessageDigest sha512;
        try {
            sha512 = MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        byte[] key = pin.bytes();
        sha512.update(LABEL);
        sha512.update(identity.value().getBytes(StandardCharsets.UTF_8));
        sha512.update((byte) 0);
        byte[] hash = sha512.digest(key);
        for (int i = 0; i < ROUNDS; i++) {
            sha512.update(hash);
            hash = sha512.digest(key);
        }
        StringBuilder digits = new StringBuilder(LENGTH);
        for (int group = 0; group < GROUPS; group++) {
            long value = 0;
            for (int i = 0; i < GROUP; i++) {
                value = value << 8 | hash[group * GROUP + i] & 0xFF;
            }
            String text = Long.toString(value % MODULUS);
            digits.append("0".repeat(GROUP - text.length())).append(text);
        }
        return new SafetyNumber(digits.toString());
    }

    /** As a person types it, with or without spaces and dashes; empty if it has not sixty digits. */
    public static Optional<SafetyNumber> parse(String typed) {
        StringBuilder digits = new StringBuilder(LENGTH);
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c != '-' && !Character.isWhitespace(c)) {
                return Optional.empty();
            }
        }
        return digits.length() == LENGTH ? Optional.of(new SafetyNumber(digits.toString())) : Optional.empty();
    }

    /** The twelve groups. */
    public List<String> groups() {
        return Stream.iterate(0, i -> i + GROUP)
                .limit(GROUPS)
                .map(i -> digits.substring(i, i + GROUP))
                .toList();
    }

    /** Twelve groups of five digits with spaces between them. */
    @Override
    public String toString() {
        return String.join(" ", groups());
    }
}
