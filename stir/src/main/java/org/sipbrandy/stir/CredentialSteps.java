package org.sipbrandy.stir;

import java.time.Instant;
import java.util.Optional;
import org.sipbrandy.stir.authority.Authority;
import org.sipbrandy.stir.authority.PathCheck;
import org.sipbrandy.stir.credential.CertificateChain;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.NumberAuthorization;
import org.sipbrandy.stir.credential.SigningCertificate;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/** RFC 8224 §6.2 step 3: the signer's certificate is there, is of a kind that is supported, and speaks for the originator. */
final class CredentialSteps {
    private final RequestView request;
    private final VerificationPolicy policy;
    private final CertificateSource source;
    private final Instant now;
    private final CertificateMemory memory;
    private final CheckLog log;

    CredentialSteps(
            RequestView request,
            VerificationPolicy policy,
            CertificateSource source,
            CertificateMemory memory,
            Instant now,
            CheckLog log) {
        this.request = request;
        this.policy = policy;
        this.source = source;
        this.memory = memory;
        this.now = now;
        this.log = log;
    }

    /**
     * A certificate that may be used.
     *
     * @param path its chain leads to a configured anchor; else it vouches for itself
     */
    record Accepted(SigningCertificate certificate, Optional<PathCheck.Trusted> path) {
        boolean certified() {
            return path.isPresent();
        }
    }

    /** The certificate, and its authority for the originator. */
    Accepted accept(String info, CanonicalIdentity from) throws CheckLog.Failed {
        Accepted accepted = vouched(info);
        SigningCertificate certificate = accepted.certificate();
        authority(
                accepted.path()
                        .map(path -> Authority.ofIssued(certificate, from, () -> listedNumbers(certificate, path)))
                        .orElseGet(() -> Authority.ofSelfSigned(certificate, from)),
                from);
        return accepted;
    }

    /** The certificate alone: somebody answers for it, whomever it speaks for. */
    Accepted vouched(String info) throws CheckLog.Failed {
        Obtained obtained = obtain(info);
        CertificateChain chain = obtained.chain();
        SigningCertificate certificate = chain.signer();
        Optional<String> unsupported = certificate.unsupported();
        if (unsupported.isPresent()) {
            throw log.failed(Step.SUPPORT, Refusal.unsupportedCredential(unsupported.get()));
        }
        if (certificate.selfSigned()) {
            if (!obtained.vouched()) { // CRED-24
                throw log.failed(Step.SUPPORT, Refusal.badInfo("nobody vouches for the certificate at that URI"));
            }
            return selfSigned(certificate);
        }
        return switch (policy.anchors().check(chain, now)) {
            case PathCheck.Refused(var why) -> throw log.failed(Step.SUPPORT, Refusal.unsupportedCredential(why));
            case PathCheck.Trusted path -> {
                log.pass(Step.SUPPORT, "issued by a trusted authority");
                yield new Accepted(certificate, Optional.of(path));
            }
        };
    }

    /** @param vouched whether it is known to be the one of whom the URI names, as far as the way it came can tell */
    private record Obtained(CertificateChain chain, boolean vouched) {}

    private Obtained obtain(String info) throws CheckLog.Failed {
        return switch (CertificateLookup.find(info, request, source, now)) {
            case CertificateSource.Answer.Found(byte[] content) -> new Obtained(parse(content), true);
            case CertificateSource.Answer.Unvouched(byte[] content) -> new Obtained(parse(content), false);
            case CertificateSource.Answer.NotFound(var why) -> throw log.failed(Step.CREDENTIAL, Refusal.badInfo(why));
        };
    }

    private CertificateChain parse(byte[] content) throws CheckLog.Failed {
        try {
            CertificateChain chain = memory.parse(content);
            log.pass(Step.CREDENTIAL, chain.signer().pin().hex());
            return chain;
        } catch (StirParseException e) {
            throw log.failed(Step.CREDENTIAL, Refusal.badInfo(e.reason()));
        }
    }

    /** RFC 8862 §4.1, CRED-06: nobody is asked about revocation. */
    private Accepted selfSigned(SigningCertificate certificate) throws CheckLog.Failed {
        if (!policy.selfSigned()) { // AUTHZ-01
            throw log.failed(Step.SUPPORT, Refusal.unsupportedCredential("it vouches for itself"));
        }
        log.pass(Step.SUPPORT, "self-signed");
        return new Accepted(certificate, Optional.empty());
    }

    private void authority(Optional<String> against, CanonicalIdentity from) throws CheckLog.Failed {
        if (against.isPresent()) {
            throw log.failed(Step.AUTHORITY, Refusal.unsupportedCredential(against.get()));
        }
        log.pass(Step.AUTHORITY, from.value());
    }

    /** RFC 8226 §10.1, CRED-12: the list by reference; what cannot be had, or may not be given, gives no number. */
    private Optional<NumberAuthorization> listedNumbers(SigningCertificate certificate, PathCheck.Trusted path) {
        Optional<NumberAuthorization> listed = certificate.numbersAt().flatMap(uri -> switch (source.find(uri, now)) {
            case CertificateSource.Answer.NotFound _, CertificateSource.Answer.Unvouched _ ->
                Optional.<NumberAuthorization>empty();
            case CertificateSource.Answer.Found(byte[] content) -> {
                try {
                    yield Optional.of(NumberAuthorization.parse(content));
                } catch (StirParseException e) {
                    yield Optional.empty();
                }
            }
        });
        return listed.filter(path::allows);
    }
}
