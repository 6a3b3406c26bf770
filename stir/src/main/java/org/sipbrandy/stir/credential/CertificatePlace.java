package org.sipbrandy.stir.credential;

import java.util.Optional;

/**
 * Where verifiers find the certificate of a credential: the {@code info} URI of what it signs (RFC 8224 §4). Asked for
 * each signature, on the thread that signs.
 */
@FunctionalInterface
public interface CertificatePlace {
    /** It travels with the request. */
    CertificatePlace IN_REQUEST = credential -> Optional.empty();

    /** An https URI; empty if the certificate travels with the request. */
    Optional<String> uri(Credential credential);
}
