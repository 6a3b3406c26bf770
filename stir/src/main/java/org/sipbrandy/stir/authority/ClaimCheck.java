package org.sipbrandy.stir.authority;

import java.util.Optional;
import org.sipbrandy.stir.credential.ClaimConstraints;
import org.sipbrandy.stir.passport.Json;

/** Holds a token's claims against the constraints of its signer's certificate (RFC 8226 §8, CRED-11). */
public final class ClaimCheck {
    private ClaimCheck() {}

    /** What of the claims breaks the constraints; empty if nothing does. */
    public static Optional<String> broken(ClaimConstraints constraints, Json.Members claims) {
        for (String name : constraints.mustInclude()) {
            if (claims.member(name).isEmpty()) {
                return Optional.of("the certificate asks for the claim " + name);
            }
        }
        for (var one : constraints.permitted().entrySet()) {
            var claim = claims.member(one.getKey());
            if (claim.isPresent()
                    && !value(claim.get()).map(one.getValue()::contains).orElse(false)) {
                return Optional.of("the certificate does not permit this value of the claim " + one.getKey());
            }
        }
        return Optional.empty();
    }

    /** A claim as the permitted values are written; what is no single value fits none of them. */
    private static Optional<String> value(Json claim) {
        return switch (claim) {
            case Json.Text(var text) -> Optional.of(text);
            case Json.Num(var text) -> Optional.of(text);
            case Json.Literal literal -> Optional.of(literal.text());
            case Json.Array _, Json.Members _ -> Optional.empty();
        };
    }
}
