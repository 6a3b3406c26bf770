package org.sipbrandy.call.media;

import java.util.Collections;
import java.util.Set;
import org.sipbrandy.dtls.PeerCertificate;
import org.sipbrandy.dtls.PeerCertificateCheck;

/**
 * Lets only a certificate with one of these fingerprints complete the handshake (RFC 8122 §6.2, DTLS-05); any other gets
 * bad_certificate. Immutable, since the handshake asks on its own thread.
 */
record ExpectedCertificate(Set<String> fingerprints) implements PeerCertificateCheck {
    ExpectedCertificate {
        fingerprints = Set.copyOf(fingerprints);
    }

    @Override
    public Answer check(PeerCertificate certificate) {
        return Collections.disjoint(Fingerprints.of(certificate), fingerprints)
                ? new Answer.Reject("the certificate is not one that the session description names")
                : new Answer.Accept();
    }
}
