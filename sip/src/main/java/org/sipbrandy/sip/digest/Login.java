package org.sipbrandy.sip.digest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A user name with its password, perhaps for one realm alone. Neither logged nor shown; wiped when done with. */
public final class Login implements AutoCloseable {
    private static final byte[] COLON = {':'};

    private final String user;
    private final byte[] password;
    private final Optional<String> realm;

    /** @param password in UTF-8 or whatever the server takes; copied */
    private Login(String user, byte[] password, Optional<String> realm) {
        this.user = user;
        this.password = password.clone();
        this.realm = realm;
    }

    /**
     * For whichever realm asks first: see {@link Logins}.
     *
     * @param password octets of UTF-8; copied
     * @throws IllegalArgumentException for a user name with a colon (RFC 7616 §3.4) or a line break
     */
    public static Login of(String user, byte[] password) {
        return new Login(checked(user), password, Optional.empty());
    }

    /** For that realm alone. */
    public static Login of(String user, byte[] password, String realm) {
        return new Login(checked(user), password, Optional.of(realm));
    }

    private static String checked(String user) {
        if (user.isEmpty() || user.chars().anyMatch(c -> c == ':' || c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("a user name is not empty, and has no colon and no control characters");
        }
        return user;
    }

    public String user() {
        return user;
    }

    /** The realm that it is for; empty if that is not known yet. */
    public Optional<String> realm() {
        return realm;
    }

    /** H(A1) but for sessions (RFC 7616 §3.4.2). */
    String keyFor(DigestAlgorithm algorithm, String asked) {
        return algorithm.hex((user + ":" + asked).getBytes(StandardCharsets.UTF_8), COLON, password);
    }

    /** RFC 7616 §3.4.4. */
    String hashedUser(DigestAlgorithm algorithm, String asked) {
        return algorithm.hex((user + ":" + asked).getBytes(StandardCharsets.UTF_8));
    }

    /** Forgets the password. */
    @Override
    public void close() {
        Arrays.fill(password, (byte) 0);
    }

    @Override
    public String toString() {
        return "Login[" + user + realm.map(it -> " at " + it).orElse("") + "]";
    }
}
