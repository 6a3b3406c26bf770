package org.sipbrandy.agent.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipbrandy.stir.authority.Revocation;

/**
 * Asks about certificates that authorities issued, by the JDK's path validation: revocation lists from files (RFC 5280
 * §5), the responder that a certificate names (RFC 6960), or both, lists first. What cannot be found out counts as taken
 * back. Blocks, five seconds at most; may be used by many virtual threads.
 */
public final class PkixRevocation implements Revocation {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final List<X509CRL> lists;
    private final boolean responders;

    /**
     * @param lists of the authorities, each signed by its own
     * @param responders whether the responders that certificates name are asked, over the network
     */
    public PkixRevocation(Collection<X509CRL> lists, boolean responders) {
        this.lists = List.copyOf(lists);
        this.responders = responders;
    }

    @Override
    public Optional<String> against(CertPath path, TrustAnchor anchor, Instant now) {
        var found = new CompletableFuture<Optional<String>>();
        Thread.ofVirtual().start(() -> found.complete(ask(path, anchor, now)));
        try {
            return found.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of("whether it was revoked could not be found out in time");
        } catch (ExecutionException e) {
            return Optional.of("whether it was revoked could not be found out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private Optional<String> ask(CertPath path, TrustAnchor anchor, Instant now) {
        try {
            var validator = CertPathValidator.getInstance("PKIX");
            var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
            checker.setOptions(options());
            var parameters = new PKIXParameters(Set.of(anchor));
            parameters.setDate(Date.from(now));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
            parameters.addCertPathChecker(checker);
            validator.validate(path, parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(
                    e.getReason() == BasicReason.REVOKED
                            ? "it was revoked"
                            : "whether it was revoked could not be found out: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            return Optional.of("whether it was revoked could not be found out: " + e.getMessage());
        }
    }

    private Set<Option> options() {
        if (!responders) {
            return EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK);
        }
        return lists.isEmpty() ? EnumSet.of(Option.NO_FALLBACK) : EnumSet.of(Option.PREFER_CRLS);
    }
}
