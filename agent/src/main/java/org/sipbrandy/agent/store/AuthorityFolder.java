package org.sipbrandy.agent.store;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.authority.DomainIdentities;
import org.sipbrandy.stir.credential.CertificateAuthority;
import org.sipbrandy.stir.credential.CertificateSubject;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.SigningCertificate;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.CanonicalUri;

/** A certification authority in a folder: {@code ca.pem}, which others trust, its key, and what it issued. */
public final class AuthorityFolder {
    private static final String CERTIFICATE = "ca.pem";
    private static final String KEY = "ca-key.pem";

    /** Clocks differ. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private final Path folder;
    private final CertificateAuthority authority;

    private AuthorityFolder(Path folder, CertificateAuthority authority) {
        this.folder = folder;
        this.authority = authority;
    }

    /**
     * Makes an authority.
     *
     * @param subject its domain, and the telephone numbers that it may give
     * @throws HomeException with one line, if there is one already
     */
    public static AuthorityFolder create(Path folder, CertificateSubject subject, Duration validity) {
        Home.makeFolder(folder);
        if (Files.exists(folder.resolve(KEY))) {
            throw new HomeException("there is an authority in " + folder + " already");
        }
        var made = CertificateAuthority.create(subject, new SecureRandom(), start(), validity);
        Home.write(folder.resolve(KEY), made.key().toPem(), true);
        Home.write(folder.resolve(CERTIFICATE), made.pem(), false);
        return new AuthorityFolder(folder, made);
    }

    /** @throws HomeException with one line, if there is none or it cannot be read */
    public static AuthorityFolder open(Path folder) {
        Path certificate = folder.resolve(CERTIFICATE);
        if (!Files.exists(certificate)) {
            throw new HomeException(
                    "there is no authority in " + folder + "; make one with: brandy ca init " + folder + " --domain …");
        }
        try {
            return new AuthorityFolder(
                    folder,
                    CertificateAuthority.fromPem(Files.readString(certificate), Home.readSecret(folder.resolve(KEY))));
        } catch (IOException | StirParseException | IllegalArgumentException e) {
            throw new HomeException("the authority in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Instant start() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(BEFORE);
    }

    /** To be trusted by others: the file of its certificate. */
    public Path anchor() {
        return folder.resolve(CERTIFICATE);
    }

    /** Its certificate, to be shown. */
    public SigningCertificate certificate() {
        return SigningCertificate.parse(authority.pem().getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Issues a certificate for a new key.
     *
     * @param identity whom the credential signs for
     * @throws HomeException with one line, if somebody or some number is not this authority's to name, or the certificate
     *     would outlive the authority
     */
    public Credential issue(CertificateSubject subject, CanonicalIdentity identity, Duration validity) {
        check(subject, validity);
        return authority.issue(subject, identity, new SecureRandom(), start(), validity);
    }

    private void check(CertificateSubject subject, Duration validity) {
        var own = certificate();
        var domains = DomainIdentities.of(own.subjectUris(), own.subjectDnsNames());
        for (String uri : subject.uris()) {
            if (!domains.contains(((CanonicalUri) CanonicalIdentity.ofUri(uri)).host())) {
                throw new HomeException(uri + " is not of the authority's domain " + String.join(", ", domains));
            }
        }
        // RFC 8226 §9: what the authority's own list does not have is refused by whoever verifies
        boolean covered = subject.numbers().isEmpty()
                || own.numbers()
                        .map(list -> list.covers(subject.numbers().get()))
                        .orElse(false);
        if (!covered) {
            throw new HomeException("the authority is for " + own.holders()
                    + " and may not give that number; see: brandy ca init --tn, --tn-range");
        }
        if (start().plus(validity).isAfter(own.notAfter())) {
            throw new HomeException("the authority itself is valid only until " + own.notAfter() + "; see --days");
        }
    }

    /**
     * Keeps what was issued, for whoever comes to fetch it: certificate and key.
     *
     * @param place where to; in the authority's folder, under the identity's name, if empty
     * @return where
     */
    public Path keep(Credential issued, Optional<Path> place) {
        Path where = place.orElseGet(() -> {
            Path all = folder.resolve("issued");
            Home.makeFolder(all);
            String name = issued.identity().value();
            return all.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8)
                    .replace("%3A", ":")
                    .replace("%40", "@"));
        });
        CredentialFiles.write(where, issued);
        return where;
    }
}
