package org.sipbrandy.stir.credential;

import java.util.List;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/** The credentials of the local user. */
@FunctionalInterface
public interface CredentialStore {

    /** Those for this identity, the preferred one first; none if the user may not assert it. */
    List<Credential> find(CanonicalIdentity identity);

    /** A store of these. */
    static CredentialStore of(Credential... credentials) {
        List<Credential> all = List.of(credentials);
        return identity -> all.stream()
                .filter(credential -> credential.identity().equals(identity))
                .toList();
    }
}
