package org.sipbrandy.stir.passport;

import java.util.Optional;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.TelephoneNumber;

/**
 * One identity as a token claims it, not yet compared with anything (RFC 8225 §5.2.1).
 *
 * @param type {@code tn} or {@code uri}
 * @param value as the token has it
 */
public record IdentityClaim(String type, String value) {

    public static IdentityClaim of(CanonicalIdentity identity) {
        return new IdentityClaim(identity.type(), identity.value());
    }

    /** Its canonical form; empty if the value is no URI or number of the claimed type. */
    public Optional<CanonicalIdentity> canonical() {
        try {
            if (type.equals("tn")) {
                return Optional.of(new TelephoneNumber(value));
            }
            CanonicalIdentity identity = CanonicalIdentity.ofUri(value);
            return Optional.of(identity);
        } catch (StirParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
