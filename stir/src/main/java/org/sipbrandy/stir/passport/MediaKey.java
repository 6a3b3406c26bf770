package org.sipbrandy.stir.passport;

import java.util.Locale;
import java.util.Map;
import org.sipbrandy.stir.StirParseException;

/**
 * One element of {@code mky} (RFC 8225 §5.2.2): a certificate fingerprint of the session description.
 *
 * @param algorithm hash name as in SDP, lower case
 * @param digest hexadecimal, upper case, without colons
 */
public record MediaKey(String algorithm, String digest) implements Comparable<MediaKey> {
    private static final int MAX_ALGORITHM = 32;

    private static final int MAX_DIGEST = 256;

    /** RFC 8122 §5; other names are taken without knowing their length. */
    private static final Map<String, Integer> HEX_LENGTHS =
            Map.of("md2", 32, "md5", 32, "sha-1", 40, "sha-224", 56, "sha-256", 64, "sha-384", 96, "sha-512", 128);

    /** @throws IllegalArgumentException if the name is no token, the digest is no hexadecimal or of a wrong length */
    public MediaKey {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        digest = digest.toUpperCase(Locale.ROOT);
        if (algorithm.isEmpty() || algorithm.length() > MAX_ALGORITHM || !isToken(algorithm)) {
            throw new IllegalArgumentException("not a hash name");
        }
        if (digest.isEmpty() || digest.length() > MAX_DIGEST || digest.length() % 2 != 0 || !isHex(digest)) {
            throw new IllegalArgumentException("not a hexadecimal digest");
        }
        if (HEX_LENGTHS.getOrDefault(algorithm, digest.length()) != digest.length()) {
            throw new IllegalArgumentException("a digest of another length than " + algorithm + " has");
        }
    }

    /**
     * From the value of {@code a=fingerprint}: {@code sha-256 4A:AD:…}; either case of hexadecimal (RFC 8122 §5 has
     * upper case).
     *
     * @throws StirParseException if it is not of that form
     */
    public static MediaKey parse(String fingerprint) {
        int space = fingerprint.indexOf(' ');
        if (space < 1) {
            throw new StirParseException(0, "a fingerprint without a hash name");
        }
        String hex = fingerprint.substring(space + 1).strip();
        if (hex.length() % 3 != 2 || hex.length() > MAX_DIGEST * 2) {
            throw new StirParseException(space + 1, "a fingerprint of a wrong length");
        }
        StringBuilder digest = new StringBuilder(hex.length());
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if (i % 3 != 2) {
                digest.append(c);
            } else if (c != ':') {
                throw new StirParseException(space + 1 + i, "a fingerprint without a colon");
            }
        }
        try {
            return new MediaKey(fingerprint.substring(0, space), digest.toString());
        } catch (IllegalArgumentException e) {
            throw new StirParseException(0, "a fingerprint that is " + e.getMessage());
        }
    }

    /** By the UTF-8 of {@code alg} and {@code dig} joined, which are ASCII (RFC 8225 §5.2.2 step 2). */
    @Override
    public int compareTo(MediaKey other) {
        return (algorithm + digest).compareTo(other.algorithm + other.digest);
    }

    /** As the value of {@code a=fingerprint}. */
    public String fingerprint() {
        StringBuilder out = new StringBuilder(algorithm).append(' ');
        for (int i = 0; i < digest.length(); i += 2) {
            out.append(i == 0 ? "" : ":").append(digest, i, i + 2);
        }
        return out.toString();
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')) {
                return false;
            }
        }
        return true;
    }
}
