package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.UserAgentBuilder;
import org.sipbrandy.sip.digest.Login;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import picocli.CommandLine.Option;

/** The options of one's own proxy, and of the password that it or a registrar asks for. */
final class ServerOptions {
    private static final int LONGEST_PASSWORD = 4096;

    @Option(names = "--outbound-proxy", paramLabel = "URI", description = "where every request goes first")
    private @Nullable String proxy;

    @Option(names = "--user", paramLabel = "NAME", description = "for a proxy or registrar that asks")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "whose first line is the password")
    private @Nullable Path passwordFile;

    /** Puts them into an agent. */
    void apply(UserAgentBuilder builder) {
        if (proxy != null) {
            builder.outboundProxy(checked("--outbound-proxy ", proxy));
        }
        if ((user == null) != (passwordFile == null)) {
            throw new Failure(ExitCode.USAGE, "--user and --password-file go together");
        }
        if (user != null && passwordFile != null) {
            try {
                builder.login(Login.of(user, password(passwordFile)));
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, "--user '" + user + "': " + e.getMessage());
            }
        }
    }

    private static byte[] password(Path file) {
        byte[] octets;
        try {
            octets = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read the password from " + file + ": " + e.getMessage());
        }
        int end = 0;
        while (end < octets.length && octets[end] != '\n' && octets[end] != '\r') {
            end++;
        }
        if (end == 0 || end > LONGEST_PASSWORD) {
            throw new Failure(ExitCode.USAGE, "there is no password in the first line of " + file);
        }
        byte[] password = java.util.Arrays.copyOf(octets, end);
        java.util.Arrays.fill(octets, (byte) 0);
        return password;
    }

    /** @param option named in the line that says what is wrong */
    static String checked(String option, String text) {
        try {
            if (Uri.parse(text) instanceof SipUri parsed && !parsed.host().isEmpty()) {
                return text;
            }
        } catch (SipParseException | IllegalArgumentException _) {
            // said below
        }
        throw new Failure(ExitCode.USAGE, option + "'" + text + "' is not a SIP URI such as sips:bob@example.com");
    }
}
