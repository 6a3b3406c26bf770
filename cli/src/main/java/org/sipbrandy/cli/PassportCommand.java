package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.SignedBody;
import org.sipbrandy.cli.passport.DecodedToken;
import org.sipbrandy.cli.text.Printable;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.Check;
import org.sipbrandy.stir.FieldVerification;
import org.sipbrandy.stir.IdentityHeader;
import org.sipbrandy.stir.MsecForm;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.ContentId;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code brandy passport}: tokens and signed requests, in files or on stdin. */
@Command(name = "passport", mixinStandardHelpOptions = true, description = "Reads, verifies and makes PASSporTs.")
final class PassportCommand {
    private static final int MAX_INPUT = 1 << 20;

    @ParentCommand
    private @Nullable Brandy brandy;

    private static byte[] read(@Nullable Path file) {
        try (var in = file == null || file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_INPUT + 1);
            if (octets.length > MAX_INPUT) {
                throw new Failure(ExitCode.USAGE, "more than a mebibyte in " + (file == null ? "stdin" : file));
            }
            return octets;
        } catch (IOException _) {
            throw new Failure(ExitCode.USAGE, "cannot read " + file);
        }
    }

    private static SipRequest request(Path file) {
        return switch (SipParser.parse(read(file))) {
            case ParseResult.Parsed(SipRequest request) -> request;
            case ParseResult.Parsed(SipMessage _) ->
                throw new Failure(ExitCode.USAGE, file + " holds a response, not a request");
            case ParseResult.Refused refused ->
                throw new Failure(ExitCode.USAGE, file + " is no good request: " + refused.reason());
            case ParseResult.Garbage garbage ->
                throw new Failure(ExitCode.USAGE, file + " is no SIP request: " + garbage.reason());
        };
    }

    private static Contents contents(SipRequest request) {
        try {
            return Contents.of(request);
        } catch (Contents.Unreadable e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static Instant time(@Nullable String at) {
        try {
            return at == null ? Instant.now() : Instant.parse(at);
        } catch (DateTimeParseException _) {
            throw new Failure(ExitCode.USAGE, "'" + at + "' is not a time such as 2026-11-24T20:00:00Z");
        }
    }

    @Command(name = "decode", mixinStandardHelpOptions = true, description = "Shows tokens and what is odd about them.")
    int decode(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            description = "token, Identity value or SIP message (default: stdin)")
                    @Nullable
                    Path file,
            @Option(names = "--at", paramLabel = "TIME", description = "what iat is compared with (default: now)")
                    @Nullable
                    String at,
            @Option(names = "--json", description = "one JSON object a token") boolean json) {
        var now = time(at);
        byte[] input = read(file);
        List<String> values = SipParser.parse(input) instanceof ParseResult.Parsed(SipMessage message)
                ? message.headers().identity()
                : List.of(bare(new String(input, StandardCharsets.ISO_8859_1)));
        if (values.isEmpty() || values.getFirst().isEmpty()) {
            throw new Failure(ExitCode.USAGE, "there is no token and no Identity header field in it");
        }
        for (String value : values) {
            show(value, now, json);
        }
        return 0;
    }

    private static String bare(String text) {
        String line = text.strip();
        return line.regionMatches(true, 0, "Identity:", 0, 9)
                ? line.substring(9).strip()
                : line;
    }

    private static void show(String value, Instant now, boolean json) {
        var odd = new ArrayList<String>();
        Optional<IdentityHeader> field = Optional.empty();
        if (value.indexOf(';') >= 0) {
            try {
                field = Optional.of(IdentityHeader.parse(value));
            } catch (StirParseException e) {
                odd.add("header field: " + e.reason());
            }
        }
        int semicolon = value.indexOf(';');
        String token = semicolon < 0 ? value : value.substring(0, semicolon).strip();
        var decoded = DecodedToken.of(token, field, now);
        odd.addAll(decoded.odd());
        if (json) {
            System.out.println(new JsonLine()
                    .put("event", "passport.decoded")
                    .put(
                            "time",
                            Instant.now()
                                    .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                                    .toString())
                    .put("header", decoded.header())
                    .put("payload", decoded.payload())
                    .put("odd", odd));
            return;
        }
        System.out.println("header   " + Printable.text(decoded.header()));
        System.out.println("payload  " + Printable.text(decoded.payload()));
        odd.forEach(one -> System.out.println("odd      " + Printable.text(one)));
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Verifies a captured request, step by step.")
    int verify(
            @Option(names = "--message", paramLabel = "FILE", required = true, description = "the request") Path file,
            @Option(names = "--at", paramLabel = "TIME", description = "when it arrived (default: now)") @Nullable
                    String at,
            @Option(
                            names = "--trust",
                            paramLabel = "FILE|DIR",
                            description = "authorities whose certificates are believed; repeatable")
                    @Nullable
                    List<Path> trust) {
        var now = time(at);
        var anchors = TrustAnchors.of(TrustFiles.anchors(trust == null ? List.of() : trust));
        var request = request(file);
        var service = new VerificationService(
                CertificateSource.none(),
                new InMemoryKnownPeers(),
                new ReplayCache(),
                Es256Verifier.platform(),
                VerificationPolicy.STANDARD.withRequireIdentity(true).withAnchors(anchors));
        var verification = service.verify(RequestViews.of(request, contents(request)), now);
        for (FieldVerification field : verification.fields()) {
            System.out.println("Identity " + (field.index() + 1));
            for (Check check : field.checks()) {
                System.out.println("  " + check.step() + " (" + check.step().source() + ") " + check.outcome() + " "
                        + Printable.text(check.detail()));
            }
            if (field.result() instanceof FieldVerification.Result.Noted noted) {
                System.out.println("  noted: " + noted.ppt() + ", signed by " + Printable.text(noted.signer()));
            }
        }
        var refusal = verification.refusal();
        refusal.ifPresent(it -> System.out.println("refused: " + it.status() + " " + it.phrase()));
        verification
                .verified()
                .ifPresent(it -> System.out.println(
                        "verified: " + it.identity().value() + ", " + (it.msec() ? "msec" : "baseline")));
        return refusal.isPresent() ? ExitCode.REFUSED.number() : 0;
    }

    @Command(name = "sign", mixinStandardHelpOptions = true, description = "Adds Identity and Date to a request.")
    int sign(
            @Option(names = "--message", paramLabel = "FILE", required = true, description = "the request") Path file,
            @Option(names = "--as", paramLabel = "AOR", required = true, description = "who signs") String aor,
            @Option(names = "--form", paramLabel = "FORM", defaultValue = "ppt", description = "ppt, claim or both")
                    MsecForm form,
            @Option(names = "--baseline", description = "a token without msec") boolean baseline,
            @Option(
                            names = "--x5u",
                            paramLabel = "URL",
                            description = "where the certificate is (default: in the body)")
                    @Nullable
                    String x5u) {
        var request = request(file);
        var contents = contents(request);
        var identity = java.util.Objects.requireNonNull(brandy)
                .home()
                .identities()
                .get(aor)
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "there is no identity " + aor));
        var random = new SecureRandom();
        var name = ContentId.random(random, "brandy.invalid");
        String info = x5u == null ? name.url() : x5u;
        SigningOptions options;
        try {
            options = baseline ? SigningOptions.baseline(info) : SigningOptions.msec(info, form);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--x5u: " + e.getMessage());
        }
        var signing = new AuthenticationService(CredentialStore.of(identity.credential()))
                .sign(RequestViews.of(request, contents), options, Instant.now());
        switch (signing) {
            case Signing.Refused refused -> throw new Failure(ExitCode.USAGE, "not signed: " + refused.detail());
            case Signing.Signed signed -> {
                var builder = request.toBuilder();
                if (x5u == null) {
                    if (request.headers()
                            .contentType()
                            .filter(MediaType::isMultipart)
                            .isPresent()) {
                        throw new Failure(ExitCode.USAGE, "the body has several parts already; give --x5u");
                    }
                    var description = contents.description()
                            .orElseThrow(() ->
                                    new Failure(ExitCode.USAGE, "no session description to go beside; give --x5u"));
                    SignedBody.put(builder, description, List.of(signed), name, "brandy-" + Long.toHexString(random.nextLong()));
                } else {
                    builder.set(HeaderName.DATE, signed.date());
                    builder.add(HeaderName.IDENTITY, signed.identity().toString());
                }
                byte[] octets = builder.build().encode();
                System.out.write(octets, 0, octets.length);
                System.out.flush();
            }
        }
        return 0;
    }
}
