package org.sipbrandy.stir.passport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sipbrandy.stir.StirParseException;

/**
 * The protected header of a token (RFC 8225 §4).
 *
 * @param alg signature algorithm; {@link #ES256} is the only one supported
 * @param ppt the extension, such as {@link #MSEC} (RFC 8225 §8.1)
 * @param typ {@code passport}
 * @param x5u where the certificate is, equal to {@code info} of the Identity header field
 */
public record PassportHeader(String alg, Optional<String> ppt, String typ, String x5u) {
    public static final String ES256 = "ES256";

    public static final String PASSPORT = "passport";

    /** The extension of RFC 8862. */
    public static final String MSEC = "msec";

    /** What we sign with: ES256, typ passport. */
    public static PassportHeader of(String x5u, Optional<String> ppt) {
        return new PassportHeader(ES256, ppt, PASSPORT, x5u);
    }

    /** Canonical JSON. */
    public String toJson() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("alg", new Json.Text(alg));
        ppt.ifPresent(value -> members.put("ppt", new Json.Text(value)));
        members.put("typ", new Json.Text(typ));
        members.put("x5u", new Json.Text(x5u));
        return CanonicalJson.write(new Json.Members(members));
    }

    /**
     * Other members, {@code x5c} among them, are ignored (CRED-18), but for {@code crit}, which asks for support that
     * there is not (RFC 7515 §4.1.11).
     *
     * @throws StirParseException if a needed member is missing or is not a string
     */
    static PassportHeader fromJson(Json value) {
        if (!(value instanceof Json.Members object)) {
            throw new StirParseException(-1, "the header is not an object");
        }
        if (object.member("crit").isPresent()) {
            throw new StirParseException(-1, "the header has crit");
        }
        Optional<String> ppt = object.member("ppt").isPresent() ? Optional.of(text(object, "ppt")) : Optional.empty();
        return new PassportHeader(text(object, "alg"), ppt, text(object, "typ"), text(object, "x5u"));
    }

    private static String text(Json.Members object, String name) {
        if (object.member(name).orElse(Json.Literal.NULL) instanceof Json.Text text) {
            return text.value();
        }
        throw new StirParseException(-1, "the header has no string " + name);
    }
}
