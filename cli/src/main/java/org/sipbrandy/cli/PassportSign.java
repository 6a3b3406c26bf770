package org.sipbrandy.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.SignedBody;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.MsecForm;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.ContentId;
import org.sipbrandy.stir.credential.CredentialStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code brandy passport sign}: adds Identity and Date to a request. */
@Command(name = "sign", mixinStandardHelpOptions = true, description = "Adds Identity and Date to a request.")
final class PassportSign implements Callable<Integer> {
    @ParentCommand
    private @Nullable PassportCommand passport;

    @Option(names = "--message", paramLabel = "FILE", required = true, description = "the request; - for stdin")
    private Path message = Path.of("-");

    @Option(names = "--as", paramLabel = "AOR", required = true, description = "who signs")
    private String aor = "";

    @Option(names = "--form", paramLabel = "FORM", defaultValue = "ppt", description = "ppt, claim or both")
    private MsecForm form = MsecForm.PPT;

    @Option(names = "--baseline", description = "a token without msec")
    private boolean baseline;

    @Option(names = "--x5u", paramLabel = "URL", description = "where the certificate is (default: in the body)")
    private @Nullable String x5u;

    @Override
    public Integer call() {
        var request = PassportInput.request(message);
        var contents = PassportInput.contents(request);
        var identity = java.util.Objects.requireNonNull(passport)
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
                    SignedBody.put(
                            builder,
                            description,
                            List.of(signed),
                            name,
                            "brandy-" + Long.toHexString(random.nextLong()));
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
