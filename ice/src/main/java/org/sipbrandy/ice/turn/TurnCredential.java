package org.sipbrandy.ice.turn;

import java.nio.charset.StandardCharsets;

/**
 * Who we are to a TURN server (RFC 8489 §9.2).
 *
 * @param username 1 to 508 bytes of UTF-8
 * @param password not shown by {@link #toString()}
 */
public record TurnCredential(String username, String password) {
    private static final int MAX_USERNAME = 508;

    public TurnCredential {
        username = OpaqueString.prepare(username);
        password = OpaqueString.prepare(password);
        if (username.getBytes(StandardCharsets.UTF_8).length > MAX_USERNAME) {
            throw new IllegalArgumentException("a user name has at most " + MAX_USERNAME + " bytes");
        }
    }

    @Override
    public String toString() {
        return "TurnCredential[username=" + username + "]";
    }
}
