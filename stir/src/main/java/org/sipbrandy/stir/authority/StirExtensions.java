package org.sipbrandy.stir.authority;

import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.util.Collection;
import java.util.Set;
import org.sipbrandy.stir.credential.ClaimConstraints;
import org.sipbrandy.stir.credential.NumberAuthorization;

/** Tells path validation that the extensions of RFC 8226 are understood, should one be critical: we check them ourselves. */
final class StirExtensions extends PKIXCertPathChecker {
    private static final Set<String> OIDS = Set.of(NumberAuthorization.OID.getId(), ClaimConstraints.OID.getId());

    @Override
    public void init(boolean forward) {
        // keeps nothing from one certificate to the next
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return true;
    }

    @Override
    public Set<String> getSupportedExtensions() {
        return OIDS;
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions) {
        unresolvedCriticalExtensions.removeAll(OIDS);
    }
}
