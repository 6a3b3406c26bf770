package org.sipbrandy.stir.passport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/**
 * The claims of a token (RFC 8225 §5).
 *
 * @param destTn telephone numbers called, sorted when written
 * @param destUri URIs called, sorted when written
 * @param iat when it was issued, seconds since 1970
 * @param mky fingerprints of the media keys
 * @param orig who calls
 * @param others further claims, not interpreted
 */
public record PassportPayload(
        List<String> destTn,
        List<String> destUri,
        long iat,
        Optional<MediaKeys> mky,
        IdentityClaim orig,
        Map<String, Json> others) {
    private static final int MAX_DESTINATIONS = 64;

    private static final List<String> OWN = List.of("dest", "iat", "mky", "orig");

    /** @throws IllegalArgumentException if nobody is called, the time is negative or another claim has one's own name */
    public PassportPayload {
        destTn = List.copyOf(destTn);
        destUri = List.copyOf(destUri);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        if (destTn.isEmpty() && destUri.isEmpty() || destTn.size() + destUri.size() > MAX_DESTINATIONS) {
            throw new IllegalArgumentException("1 to 64 destinations");
        }
        if (iat < 0) {
            throw new IllegalArgumentException("iat before 1970");
        }
        if (OWN.stream().anyMatch(others::containsKey)) {
            throw new IllegalArgumentException("a claim given twice");
        }
    }

    /** The claims of a request from {@code orig} to {@code dest}. */
    public static PassportPayload of(
            CanonicalIdentity orig, CanonicalIdentity dest, long iat, Optional<MediaKeys> mky) {
        List<String> destination = List.of(dest.value());
        boolean tn = dest.type().equals("tn");
        return new PassportPayload(
                tn ? destination : List.of(), tn ? List.of() : destination, iat, mky, IdentityClaim.of(orig), Map.of());
    }

    /** Everybody called, numbers first. */
    public List<IdentityClaim> dest() {
        List<IdentityClaim> all = new ArrayList<>();
        destTn.forEach(tn -> all.add(new IdentityClaim("tn", tn)));
        destUri.forEach(uri -> all.add(new IdentityClaim("uri", uri)));
        return all;
    }

    /** Whether a claim {@code msec}, neither false nor null, asks for the profile of RFC 8862 (MSEC-03). */
    public boolean claimsMsec() {
        Json claim = others.getOrDefault(PassportHeader.MSEC, Json.Literal.NULL);
        return claim != Json.Literal.NULL && claim != Json.Literal.FALSE;
    }

    /** The same with a claim {@code msec} (flows.md Q4). */
    public PassportPayload claimingMsec() {
        Map<String, Json> more = new LinkedHashMap<>(others);
        more.put(PassportHeader.MSEC, Json.Literal.TRUE);
        return new PassportPayload(destTn, destUri, iat, mky, orig, more);
    }

    /** Canonical JSON. */
    public String toJson() {
        return CanonicalJson.write(claims());
    }

    /** Every claim. */
    public Json.Members claims() {
        Map<String, Json> dest = new LinkedHashMap<>();
        // RFC 8225 §5.2.1: tn before uri, each sorted
        if (!destTn.isEmpty()) {
            dest.put("tn", sorted(destTn));
        }
        if (!destUri.isEmpty()) {
            dest.put("uri", sorted(destUri));
        }
        Map<String, Json> members = new LinkedHashMap<>(others);
        members.put("dest", new Json.Members(dest));
        members.put("iat", Json.Num.of(iat));
        mky.ifPresent(keys -> members.put("mky", keys.toJson()));
        members.put("orig", new Json.Members(Map.of(orig.type(), new Json.Text(orig.value()))));
        return new Json.Members(members);
    }

    /** @throws StirParseException if a needed claim is missing or of another form */
    static PassportPayload fromJson(Json value) {
        if (!(value instanceof Json.Members object)) {
            throw new StirParseException(-1, "the payload is not an object");
        }
        Json.Members dest = members(object, "dest");
        if (dest.members().isEmpty()) {
            throw new StirParseException(-1, "dest is empty");
        }
        Optional<MediaKeys> mky = object.member("mky").map(MediaKeys::fromJson);
        Map<String, Json> others = new LinkedHashMap<>(object.members());
        OWN.forEach(others::remove);
        try {
            return new PassportPayload(
                    strings(dest, "tn"), strings(dest, "uri"), issued(object), mky, orig(object), others);
        } catch (IllegalArgumentException e) {
            throw new StirParseException(-1, "the payload has not " + e.getMessage());
        }
    }

    /** RFC 7519 §2 allows a fraction; RFC 8225 §9 rule 4 does not, and a string is none in either. */
    private static long issued(Json.Members object) {
        if (object.member("iat").orElse(Json.Literal.NULL) instanceof Json.Num number) {
            OptionalLong seconds = number.asLong();
            if (seconds.isPresent()) {
                return seconds.getAsLong();
            }
        }
        throw new StirParseException(-1, "iat is not an integer");
    }

    private static IdentityClaim orig(Json.Members object) {
        Map<String, Json> orig = members(object, "orig").members();
        // RFC 8225 §5.2.1: exactly one identity
        if (orig.size() == 1) {
            Map.Entry<String, Json> only = orig.entrySet().iterator().next();
            boolean known = only.getKey().equals("tn") || only.getKey().equals("uri");
            if (known && only.getValue() instanceof Json.Text text) {
                return new IdentityClaim(only.getKey(), text.value());
            }
        }
        throw new StirParseException(-1, "orig is not one tn or uri");
    }

    private static Json.Members members(Json.Members object, String name) {
        if (object.member(name).orElse(Json.Literal.NULL) instanceof Json.Members found) {
            return found;
        }
        throw new StirParseException(-1, "the payload has no object " + name);
    }

    private static List<String> strings(Json.Members object, String name) {
        if (object.member(name).isEmpty()) {
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        if (object.member(name).orElseThrow() instanceof Json.Array array
                && !array.elements().isEmpty()
                && array.elements().size() <= MAX_DESTINATIONS) {
            for (Json element : array.elements()) {
                if (element instanceof Json.Text text) {
                    strings.add(text.value());
                }
            }
            if (strings.size() == array.elements().size()) {
                return strings;
            }
        }
        throw new StirParseException(-1, "dest." + name + " is not a filled array of strings");
    }

    private static Json sorted(List<String> values) {
        return new Json.Array(values.stream()
                .sorted(CanonicalJson.BY_CODE_POINT)
                .map(value -> (Json) new Json.Text(value))
                .toList());
    }
}
