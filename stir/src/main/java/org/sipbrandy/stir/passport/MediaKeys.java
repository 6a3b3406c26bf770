package org.sipbrandy.stir.passport;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sipbrandy.stir.StirParseException;

/**
 * The value of {@code mky}: the distinct fingerprints of a session description, sorted (RFC 8225 §5.2.2).
 *
 * @param keys distinct, in canonical order, never empty
 */
public record MediaKeys(List<MediaKey> keys) {
    private static final int MAX_KEYS = 256;

    /** @throws IllegalArgumentException if there is none, or more than 256 */
    public MediaKeys {
        keys = List.copyOf(new TreeSet<>(keys));
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("1 to 256 fingerprints");
        }
    }

    /**
     * From the values of all {@code a=fingerprint} lines, of the session and of each medium.
     *
     * @throws StirParseException if one of them is malformed
     * @throws IllegalArgumentException if there is none
     */
    public static MediaKeys ofFingerprints(Collection<String> fingerprints) {
        List<MediaKey> keys = new ArrayList<>();
        for (String fingerprint : fingerprints) {
            keys.add(MediaKey.parse(fingerprint));
        }
        return new MediaKeys(keys);
    }

    /** How the signed set covers one accepted m-line. */
    public enum Coverage {
        /** All fingerprints in effect for the m-line are signed. */
        COVERED,
        /** The m-line has no fingerprint in effect: nothing binds its media to the signature. */
        NO_FINGERPRINT,
        /** A fingerprint in effect for the m-line is malformed or was not signed. */
        NOT_SIGNED
    }

    /**
     * Whether the fingerprints in effect for one m-line (its own, else those of the session) are all signed. Equality
     * of sets alone does not notice a fingerprint taken from one of several m-lines (MSEC-14).
     *
     * @param effective values of {@code a=fingerprint}
     */
    public Coverage coverage(Collection<String> effective) {
        if (effective.isEmpty()) {
            return Coverage.NO_FINGERPRINT;
        }
        for (String fingerprint : effective) {
            try {
                if (!keys.contains(MediaKey.parse(fingerprint))) {
                    return Coverage.NOT_SIGNED;
                }
            } catch (StirParseException e) {
                return Coverage.NOT_SIGNED;
            }
        }
        return Coverage.COVERED;
    }

    Json toJson() {
        List<Json> elements = new ArrayList<>();
        for (MediaKey key : keys) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("alg", new Json.Text(key.algorithm()));
            members.put("dig", new Json.Text(key.digest()));
            elements.add(new Json.Members(members));
        }
        return new Json.Array(elements);
    }

    /** @throws StirParseException if it is not a non-empty array of objects of {@code alg} and {@code dig} */
    static MediaKeys fromJson(Json value) {
        if (!(value instanceof Json.Array array)
                || array.elements().isEmpty()
                || array.elements().size() > MAX_KEYS) {
            throw new StirParseException(-1, "mky is not a filled array");
        }
        List<MediaKey> keys = new ArrayList<>();
        for (Json element : array.elements()) {
            if (element instanceof Json.Members object
                    && object.members().size() == 2
                    && object.member("alg").orElse(Json.Literal.NULL) instanceof Json.Text algorithm
                    && object.member("dig").orElse(Json.Literal.NULL) instanceof Json.Text digest) {
                try {
                    keys.add(new MediaKey(algorithm.value(), digest.value()));
                } catch (IllegalArgumentException e) {
                    throw new StirParseException(-1, "mky has an element that is " + e.getMessage());
                }
            } else {
                throw new StirParseException(-1, "mky has an element that is not alg and dig");
            }
        }
        return new MediaKeys(keys);
    }
}
