package org.sipbrandy.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.stir.Verification;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code brandy passport verify}: what a user agent that got this request would have made of it. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Verifies a captured request, step by step.",
        footer = {"", "Exit codes: 0 verified; 4 refused, with the status that is printed; 2 it cannot be read."})
final class PassportVerify implements Callable<Integer> {
    @Option(names = "--message", paramLabel = "FILE", required = true, description = "the request; - for stdin")
    private Path message = Path.of("-");

    @Option(names = "--at", paramLabel = "TIME", description = "when it arrived (default: now)")
    private @Nullable String at;

    @Option(
            names = "--trust",
            paramLabel = "FILE|DIR",
            description = "authorities whose certificates are believed; repeatable")
    private List<Path> trust = new ArrayList<>();

    @Option(names = "--offline", description = "fetch no certificate that is not in the request")
    private boolean offline;

    @Option(names = "--fetch-private", description = "fetch certificates from private and loopback addresses, too")
    private boolean fetchPrivate;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "of the https server that has the certificate, besides those of the platform")
    private @Nullable Path tlsCa;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        var now = PassportInput.time(at);
        var anchors = TrustAnchors.of(TrustFiles.anchors(trust));
        var servers = tlsCa == null ? List.<java.security.cert.X509Certificate>of() : TlsFiles.anchors(tlsCa);
        var request = PassportInput.request(message);
        try (var fetch = new CertificateFetch()) {
            var source = offline ? CertificateSource.none() : fetch.source(fetchPrivate, servers);
            var verification = verify(request, anchors, source, now);
            if (json) {
                System.out.println(VerificationReport.json(verification));
            } else {
                VerificationReport.lines(verification, Screen.ofProgram()).forEach(System.out::println);
            }
            return (verification.refusal().isPresent() ? ExitCode.REFUSED : ExitCode.DONE).number();
        }
    }

    private static Verification verify(
            SipRequest request, TrustAnchors anchors, CertificateSource source, Instant now) {
        return new VerificationService(
                        source,
                        new InMemoryKnownPeers(),
                        new ReplayCache(),
                        Es256Verifier.platform(),
                        VerificationPolicy.STANDARD.withRequireIdentity(true).withAnchors(anchors))
                .verify(RequestViews.of(request, PassportInput.contents(request)), now);
    }
}
