package org.sipbrandy.sip.digest;

import java.util.Optional;

/** What a digest covers (RFC 7616 §3.4.3). */
public enum Qop {
    /** Method and URI. */
    AUTH("auth"),
    /** The body, too. */
    AUTH_INT("auth-int");

    private final String token;

    Qop(String token) {
        this.token = token;
    }

    /** As in {@code qop}. */
    public String token() {
        return token;
    }

    static Optional<Qop> parse(String token) {
        return token.equalsIgnoreCase(AUTH.token)
                ? Optional.of(AUTH)
                : token.equalsIgnoreCase(AUTH_INT.token) ? Optional.of(AUTH_INT) : Optional.empty();
    }
}
