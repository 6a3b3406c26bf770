package org.sipbrandy.agent;

import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificatePlace;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.identity.NumberPolicy;

/**
 * Whom an agent believes, and how it is believed, beyond keys known from earlier calls.
 *
 * @param anchors the authorities whose certificates are believed, and who is asked about revocation
 * @param numbers how telephone numbers are told from names; both ends have to agree
 * @param certificates where certificates of others come from that do not travel with the request; blocks on a worker
 * @param subscribing of whom certificates that SIP URIs name are asked for
 * @param place where others find the agent's own certificates
 */
public record IdentityRules(
        TrustAnchors anchors,
        NumberPolicy numbers,
        CertificateSource certificates,
        Subscribing subscribing,
        CertificatePlace place) {
    /** No authority is believed, nothing is fetched, certificates travel with the request. */
    public static final IdentityRules STANDARD = new IdentityRules(
            TrustAnchors.NONE,
            NumberPolicy.STANDARD,
            CertificateSource.none(),
            Subscribing.NEVER,
            CertificatePlace.IN_REQUEST);

    /** The same, believing these. */
    public IdentityRules withAnchors(TrustAnchors believed) {
        return new IdentityRules(believed, numbers, certificates, subscribing, place);
    }

    /** The same, with another way to tell numbers from names. */
    public IdentityRules withNumbers(NumberPolicy told) {
        return new IdentityRules(anchors, told, certificates, subscribing, place);
    }

    /** The same, getting certificates there, such as by {@link org.sipbrandy.agent.certificate.HttpsCertificates}. */
    public IdentityRules withCertificates(CertificateSource source) {
        return new IdentityRules(anchors, numbers, source, subscribing, place);
    }

    /** The same, asking these by SUBSCRIBE. */
    public IdentityRules withSubscribing(Subscribing whom) {
        return new IdentityRules(anchors, numbers, certificates, whom, place);
    }

    /** The same, with the own certificates there. */
    public IdentityRules withPlace(CertificatePlace own) {
        return new IdentityRules(anchors, numbers, certificates, subscribing, own);
    }

    VerificationPolicy policy() {
        return VerificationPolicy.STANDARD.withAnchors(anchors).withNumbers(numbers);
    }
}
