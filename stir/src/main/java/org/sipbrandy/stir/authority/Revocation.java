package org.sipbrandy.stir.authority;

import java.security.cert.CertPath;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a certificate that chains to an anchor was taken back (RFC 8226 §10). Never asked for self-signed certificates
 * (CRED-06). It may block, with a time limit of its own, on the thread that verifies.
 */
@FunctionalInterface
public interface Revocation {
    /** Nobody is asked. */
    Revocation NOT_CHECKED = (path, anchor, now) -> Optional.empty();

    /** Why a path is not to be used; empty if nothing is against it. What cannot be found out is against it. */
    Optional<String> against(CertPath path, TrustAnchor anchor, Instant now);
}
