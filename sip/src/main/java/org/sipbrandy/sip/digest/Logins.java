package org.sipbrandy.sip.digest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logins of a user agent. One that names no realm is bound to the realm of the first proxy or registrar that asks for
 * it, for good: nobody else, least of all whoever is called, gets a digest of that password to try passwords on. Not
 * thread-safe.
 */
public final class Logins {
    private final List<Login> all;
    private final Map<Login, String> bound = new HashMap<>();

    public Logins(List<Login> all) {
        this.all = List.copyOf(all);
    }

    /** No logins: every challenge stays unanswered. */
    public static Logins none() {
        return new Logins(List.of());
    }

    /**
     * The login for a realm.
     *
     * @param trusted whether our own proxy or registrar asks, and not whoever is called
     */
    Optional<Login> find(String realm, boolean trusted) {
        for (Login login : all) {
            if (login.realm().map(realm::equals).orElseGet(() -> realm.equals(bound.get(login)))) {
                return Optional.of(login);
            }
        }
        for (Login login : all) {
            if (trusted && login.realm().isEmpty() && !bound.containsKey(login)) {
                bound.put(login, realm);
                return Optional.of(login);
            }
        }
        return Optional.empty();
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}
