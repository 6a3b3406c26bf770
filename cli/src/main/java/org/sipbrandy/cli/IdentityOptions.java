package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.IdentityRules;
import org.sipbrandy.agent.Subscribing;
import org.sipbrandy.agent.certificate.CertificateServer;
import org.sipbrandy.agent.certificate.FetchLimits;
import org.sipbrandy.agent.certificate.HttpsCertificates;
import org.sipbrandy.agent.certificate.PkixRevocation;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificatePlace;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.NumberPolicy;
import picocli.CommandLine.Option;

/** The options that say who is believed, and where certificates are; closes what they opened. */
final class IdentityOptions implements AutoCloseable {
    @Option(
            names = "--trust",
            paramLabel = "FILE|DIR",
            description = "authorities whose certificates are believed; repeatable")
    private List<Path> trust = new ArrayList<>();

    @Option(names = "--crl", paramLabel = "FILE", description = "certificates that they took back; repeatable")
    private List<Path> lists = new ArrayList<>();

    @Option(names = "--ocsp", description = "ask their responders whether a certificate was taken back")
    private boolean responders;

    @Option(
            names = "--home-country",
            paramLabel = "CC",
            description = "where numbers without + are dialled, such as US or DE")
    private @Nullable String country;

    @Option(names = "--fetch-private", description = "fetch certificates from private and loopback addresses, too")
    private boolean fetchPrivate;

    @Option(
            names = "--x5u",
            paramLabel = "URL",
            description = "https, where others find the own certificate (default: it travels with the request)")
    private @Nullable String url;

    @Option(
            names = "--publish",
            paramLabel = "https:HOST:PORT",
            description = "serve the own certificate there, with the certificate of TLS")
    private @Nullable String publish;

    private @Nullable Loop loop;
    private @Nullable CertificateServer server;

    /**
     * What they say, opening what they open.
     *
     * @param tls of the https server, if there is one
     * @param anchors of https servers of others, besides those of the platform
     * @throws IOException with one line, if it cannot listen
     */
    IdentityRules rules(TlsIdentity tls, List<X509Certificate> anchors) throws IOException {
        var rules = IdentityRules.STANDARD.withNumbers(numbers()).withAnchors(anchors());
        var own = new Loop("brandy-https");
        loop = own;
        var limits = fetchPrivate ? FetchLimits.STANDARD.withAnyAddress() : FetchLimits.STANDARD;
        return rules.withCertificates(new HttpsCertificates(own, limits, anchors))
                .withSubscribing(fetchPrivate ? Subscribing.ANYWHERE : Subscribing.INTERNET)
                .withPlace(place(own, tls));
    }

    private CertificatePlace place(Loop own, TlsIdentity tls) throws IOException {
        if (url != null && publish != null) {
            throw new Failure(ExitCode.USAGE, "--x5u and --publish exclude each other");
        }
        if (publish != null) {
            var where = HttpsAddress.parse(publish);
            var started = CertificateServer.start(own, tls, where.host(), where.port());
            server = started;
            return started;
        }
        if (url == null) {
            return CertificatePlace.IN_REQUEST;
        }
        String there = url;
        try {
            if (there.regionMatches(true, 0, "https://", 0, 8)) {
                SigningOptions.baseline(there);
                return _ -> Optional.of(there);
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new Failure(ExitCode.USAGE, "--x5u '" + there + "' is not like https://example.com/alice.cer");
    }

    /** Tells where certificates are served, if they are. */
    void tell(Watcher watcher, String aor) {
        var it = server;
        if (it != null) {
            watcher.listening("https", it.host(), it.port(), aor);
        }
    }

    /** Whether the own certificate is to be found somewhere. */
    boolean placed() {
        return url != null || publish != null;
    }

    NumberPolicy numbers() {
        try {
            return country == null ? NumberPolicy.STANDARD : NumberPolicy.homeIn(country.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--home-country: " + e.getMessage());
        }
    }

    /** Somebody's name as verdicts have it. */
    String canonical(String option, String aor) {
        try {
            return CanonicalIdentity.of(aor, numbers()).value();
        } catch (StirParseException | IllegalArgumentException _) {
            throw new Failure(ExitCode.USAGE, option + " '" + aor + "' is not a SIP URI such as sip:bob@example.com");
        }
    }

    private TrustAnchors anchors() {
        if (trust.isEmpty() && (responders || !lists.isEmpty())) {
            throw new Failure(ExitCode.USAGE, "--crl and --ocsp are about authorities; say which: --trust");
        }
        var anchors = TrustAnchors.of(TrustFiles.anchors(trust));
        return responders || !lists.isEmpty()
                ? anchors.with(new PkixRevocation(TrustFiles.lists(lists), responders))
                : anchors;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (loop != null) {
            loop.close();
        }
    }
}
