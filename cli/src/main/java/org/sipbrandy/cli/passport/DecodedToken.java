package org.sipbrandy.cli.passport;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.stir.IdentityHeader;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.passport.CanonicalJson;
import org.sipbrandy.stir.passport.Json;
import org.sipbrandy.stir.passport.JsonReader;

/**
 * A token taken apart without verifying anything.
 *
 * @param header its JSON as received; empty in compact form
 * @param payload its JSON as received; empty in compact form
 * @param odd what a verifier may stumble over, in words
 */
public record DecodedToken(String header, String payload, List<String> odd) {
    private static final Set<String> KNOWN = Set.of("msec", "shaken", "div", "rcd");
    private static final long FRESH_SECONDS = 60;
    private static final int SIGNATURE = 64;
    private static final int DER_SEQUENCE = 0x30;

    public DecodedToken {
        odd = List.copyOf(odd);
    }

    /**
     * Takes a token apart, however malformed it is.
     *
     * @param field the header field around it, if there is one
     * @param now what iat is compared with
     */
    public static DecodedToken of(String token, Optional<IdentityHeader> field, Instant now) {
        var odd = new ArrayList<String>();
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            odd.add("not header.payload.signature");
            return new DecodedToken("", "", odd);
        }
        signature(parts[2], odd);
        if (parts[0].isEmpty() && parts[1].isEmpty()) {
            odd.add("compact form: header and payload are those of the request; msec is always sent in full form");
            return new DecodedToken("", "", odd);
        }
        if (parts[0].isEmpty() || parts[1].isEmpty()) {
            odd.add("mixed form: one of header and payload is missing");
        }
        String header = text(parts[0], "header", odd);
        String payload = text(parts[1], "payload", odd);
        read(header, "header", odd).ifPresent(it -> header(it, field, odd));
        read(payload, "payload", odd).ifPresent(it -> payload(it, read(header, "header", new ArrayList<>()), now, odd));
        return new DecodedToken(header, payload, odd);
    }

    private static byte[] octets(String part, String name, List<String> odd) {
        try {
            byte[] octets = Base64.getUrlDecoder().decode(part);
            if (!Base64.getUrlEncoder().withoutPadding().encodeToString(octets).equals(part)) {
                odd.add(name + ": base64url with padding or bits left over"); // RFC 7515 §2
            }
            return octets;
        } catch (IllegalArgumentException _) {
            odd.add(name + ": not base64url");
            return new byte[0];
        }
    }

    private static String text(String part, String name, List<String> odd) {
        return new String(octets(part, name, odd), StandardCharsets.UTF_8);
    }

    // RFC 7518 §3.4: R and S, 32 octets each
    private static void signature(String part, List<String> odd) {
        byte[] octets = octets(part, "signature", odd);
        if (octets.length != SIGNATURE) {
            odd.add(
                    octets.length > 0 && octets[0] == DER_SEQUENCE
                            ? "signature in DER; ES256 has 64 octets"
                            : "signature of " + octets.length + " octets; ES256 has 64");
        }
    }

    private static Optional<Json.Members> read(String text, String name, List<String> odd) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (JsonReader.read(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Members members) {
                canonical(text, members, name, odd);
                return Optional.of(members);
            }
            odd.add(name + ": not an object");
        } catch (StirParseException e) {
            odd.add(name + ": " + e.reason());
        }
        return Optional.empty();
    }

    // RFC 8225 §9
    private static void canonical(String text, Json.Members members, String name, List<String> odd) {
        String dense = withoutWhitespace(text);
        if (!dense.equals(text)) {
            odd.add(name + ": whitespace between members");
        }
        if (!dense.equals(CanonicalJson.write(members))) {
            odd.add(name + ": members not in canonical order, or not in canonical spelling");
        }
    }

    private static String withoutWhitespace(String text) {
        var out = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\' && i + 1 < text.length()) {
                out.append(c).append(text.charAt(++i));
                continue;
            }
            quoted ^= c == '"';
            if (quoted || " \t\r\n".indexOf(c) < 0) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String text(Json.Members object, String name) {
        return object.member(name).orElse(Json.Literal.NULL) instanceof Json.Text(String value) ? value : "";
    }

    private static void header(Json.Members header, Optional<IdentityHeader> field, List<String> odd) {
        String alg = text(header, "alg");
        if (!alg.equals("ES256")) {
            odd.add("alg is '" + alg + "'; only ES256 is taken (RFC 8225 §4.2)");
        }
        if (!text(header, "typ").equals("passport")) {
            odd.add("typ is not passport");
        }
        String ppt = text(header, "ppt");
        if (!ppt.isEmpty() && !KNOWN.contains(ppt)) {
            odd.add("unknown ppt '" + ppt + "': as if the field were not there (RFC 8224 §6.2 step 1)");
        }
        String x5u = text(header, "x5u");
        if (!x5u.startsWith("cid:") && !x5u.startsWith("https:")) {
            odd.add("x5u is '" + x5u + "', neither cid: nor https:");
        }
        field.ifPresent(it -> {
            if (!it.ppt().orElse("").equals(ppt)) {
                odd.add("ppt of the header field is '" + it.ppt().orElse("") + "', of the token '" + ppt + "'");
            }
            if (!it.info().equals(x5u)) {
                odd.add("info differs from x5u");
            }
        });
    }

    private static void payload(Json.Members payload, Optional<Json.Members> header, Instant now, List<String> odd) {
        if (payload.member("iat").orElse(Json.Literal.NULL) instanceof Json.Num number
                && number.asLong().isPresent()) {
            long age = now.getEpochSecond() - number.asLong().getAsLong();
            if (Math.abs(age) > FRESH_SECONDS) {
                odd.add("iat is " + age + " s ago; more than a minute is stale (RFC 8224 §6.2 step 4)");
            }
        } else {
            odd.add("iat is not an integer");
        }
        if (payload.member("mkey").isPresent()) {
            odd.add("mkey: the claim of the fingerprints is mky (RFC 8225 §5.2.2)");
        }
        boolean msec = header.map(it -> text(it, "ppt").equals("msec")).orElse(false)
                || payload.member("msec").isPresent();
        if (msec && payload.member("mky").isEmpty()) {
            odd.add("msec without mky: nothing binds the media (RFC 8862 §4)");
        }
    }
}
