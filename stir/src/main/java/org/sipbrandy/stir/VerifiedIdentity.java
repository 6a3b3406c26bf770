package org.sipbrandy.stir;

import java.util.Optional;
import org.sipbrandy.stir.credential.SigningCertificate;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.passport.MediaKeys;
import org.sipbrandy.stir.passport.Passport;
import org.sipbrandy.stir.trust.PeerTrust;
import org.sipbrandy.stir.trust.SafetyNumber;

/**
 * Who signed a request, as far as a signature shows it.
 *
 * @param identity canonical, recomputed from From; never taken from the token (RFC 8224 §6.2.4)
 * @param msec whether the token asks for the profile of RFC 8862
 * @param mediaKeys the signed fingerprints
 * @param certificate the signer's
 * @param trust how far its key is trusted
 * @param passport the token
 */
public record VerifiedIdentity(
        CanonicalIdentity identity,
        boolean msec,
        Optional<MediaKeys> mediaKeys,
        SigningCertificate certificate,
        PeerTrust trust,
        Passport passport) {

    /** What the user compares with the number that the far end shows for itself. */
    public SafetyNumber safetyNumber() {
        return SafetyNumber.of(identity, certificate.pin());
    }
}
