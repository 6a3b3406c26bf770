package org.sipbrandy.stir;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.passport.Passport;

/**
 * The value of an Identity header field (RFC 8224 §4).
 *
 * @param token the token, full or compact
 * @param info where the certificate is, without its angle brackets
 * @param alg the algorithm; ES256 if absent
 * @param ppt the extension
 * @param others parameters not known here, as written: {@code name} or {@code name=value}
 */
public record IdentityHeader(
        String token, String info, Optional<String> alg, Optional<String> ppt, List<String> others) {

    public IdentityHeader {
        others = List.copyOf(others);
    }

    /** The field for a token in full form, with {@code alg} (STIR-AS-12, STIR-AS-14). */
    public static IdentityHeader of(Passport passport) {
        return new IdentityHeader(
                passport.full(),
                passport.header().x5u(),
                Optional.of(passport.header().alg()),
                passport.header().ppt(),
                List.of());
    }

    /** @throws StirParseException if it is not of that form */
    public static IdentityHeader parse(String value) {
        return new IdentityHeaderParser(value).parse();
    }

    /** The value to write. */
    @Override
    public String toString() {
        StringBuilder out =
                new StringBuilder(token).append(";info=<").append(info).append('>');
        alg.ifPresent(value -> out.append(";alg=").append(value));
        ppt.ifPresent(value -> out.append(";ppt=").append(value));
        others.forEach(other -> out.append(';').append(other));
        return out.toString();
    }
}
