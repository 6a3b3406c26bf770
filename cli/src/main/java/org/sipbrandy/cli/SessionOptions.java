package org.sipbrandy.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.UserAgent;
import org.sipbrandy.agent.UserAgentBuilder;
import org.sipbrandy.agent.WarmUp;
import org.sipbrandy.agent.WavSource;
import org.sipbrandy.agent.net.ServerTrust;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.agent.store.IdentityFolder.Identity;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.audio.wav.WavFormatException;
import org.sipbrandy.audio.wav.WavReader;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.media.AudioSource;
import org.sipbrandy.cli.report.ReportFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that {@code call} and {@code answer} share. */
final class SessionOptions {
    private static final int RATE = 48_000;

    @Option(
            names = "--policy",
            paramLabel = "LEVEL",
            defaultValue = "require",
            description = "require-verified, require, prefer, opportunistic, off (default: require)")
    private String policy = "require";

    @Option(
            names = "--codec",
            paramLabel = "NAME[,…]",
            defaultValue = "g722,opus,pcmu,pcma",
            description = "opus, g722, pcmu, pcma; most wanted first")
    private String codec = "g722,opus,pcmu,pcma";

    @Option(names = "--play", paramLabel = "FILE.wav", description = "say this")
    private @Nullable Path play;

    @Option(names = "--loop", description = "say it again and again")
    private boolean loop;

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "further anchors for TLS signalling, in PEM")
    private @Nullable Path tlsAnchors;

    @Option(names = "--tls-insecure", description = "accept any certificate of signalling (media stays protected)")
    private boolean tlsInsecure;

    @Option(names = "--allow-loopback", description = "offer loopback addresses to everybody")
    private boolean allowLoopback;

    @Option(
            names = "--follow-transfers",
            description = "call somebody else when the peer, by its signature, asks for it (default: refuse)")
    private boolean followTransfers;

    @Mixin
    private PathOptions paths = new PathOptions();

    @Mixin
    private Tracing tracing = new Tracing();

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    Tracing tracing() {
        return tracing;
    }

    @Option(names = "--report", paramLabel = "FILE.html", description = "a page about the call, written at its end")
    private @Nullable Path report;

    /** Close it at the end: it may have something to write. */
    ReportingWatcher watcher() {
        var told = json ? new JsonWatcher(System.out) : Display.ofTerminal();
        return new ReportingWatcher(told, report(report));
    }

    /** The file of that option, once it is known that it can be written. */
    static Optional<ReportFile> report(@Nullable Path option) {
        var file = Optional.ofNullable(option).map(ReportFile::new);
        file.flatMap(ReportFile::obstacle).ifPresent(line -> {
            throw new Failure(ExitCode.USAGE, line);
        });
        return file;
    }

    Policy policy() {
        return Policy.of(policy)
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE,
                        "'" + policy + "' is not one of require-verified, require, prefer, opportunistic, off"));
    }

    /** Settings without audio yet. */
    CallSettings settings() {
        return CallSettings.of(policy(), List.of(StreamKind.audio(encodings())))
                .withTransfers(followTransfers ? CallSettings.Transfers.FOLLOW : CallSettings.Transfers.REFUSE);
    }

    boolean followTransfers() {
        return followTransfers;
    }

    /** Makes the codec that is most wanted ready; takes some tenths of a second. */
    void warmUp() {
        WarmUp.run(encodings().getFirst());
    }

    private List<Encoding> encodings() {
        var list = new ArrayList<Encoding>();
        for (String name : codec.split(",", -1)) {
            list.add(Encoding.named(name.strip())
                    .orElseThrow(() -> new Failure(
                            ExitCode.USAGE, "'" + name.strip() + "' is not one of opus, g722, pcmu, pcma")));
        }
        return list;
    }

    /** What is said, a new one for each call; empty if nothing is. */
    Optional<java.util.function.Supplier<AudioSource>> speech() {
        if (play == null) {
            return Optional.empty();
        }
        short[] samples;
        try (var in = new BufferedInputStream(Files.newInputStream(play))) {
            samples = WavReader.readAll(in, RATE);
        } catch (WavFormatException e) {
            throw new Failure(ExitCode.USAGE, play + " is not a WAV file that can be read: " + e.getMessage());
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read " + play + ": " + e.getMessage());
        }
        boolean again = loop;
        return Optional.of(() -> new WavSource(samples, RATE, again));
    }

    /** The identity that an option names, or the only one. */
    static Identity identity(Home home, @Nullable String aor) {
        var found = find(home, aor);
        found.credential().key().open(); // a PIN is asked for now, and not when a call is under way
        return found;
    }

    private static Identity find(Home home, @Nullable String aor) {
        var identities = home.identities();
        if (aor != null) {
            try {
                return identities
                        .speaking(aor)
                        .orElseThrow(() -> new Failure(
                                ExitCode.USAGE,
                                "there is no identity " + aor + "; make it with: brandy identity new " + aor));
            } catch (org.sipbrandy.stir.StirParseException | IllegalArgumentException _) {
                throw new Failure(ExitCode.USAGE, "'" + aor + "' is not a SIP URI such as sip:alice@example.com");
            }
        }
        var all = identities.list();
        if (all.size() == 1) {
            return all.getFirst();
        }
        throw new Failure(
                ExitCode.USAGE,
                all.isEmpty()
                        ? "there is no identity yet; make one with: brandy identity new sip:you@example.com"
                        : "there are " + all.size() + " identities; say which one with --from or --as");
    }

    /** Whom TLS servers may have their certificates from, besides the platform's. */
    List<java.security.cert.X509Certificate> tlsAnchors() {
        return tlsAnchors == null ? List.of() : TlsFiles.anchors(tlsAnchors);
    }

    /** An agent of somebody, without its listeners. */
    UserAgentBuilder agent(Speaker who, Tracing files) {
        if (tlsInsecure) {
            System.err.println("brandy: WARNING: any certificate of signalling is accepted");
        }
        var builder = UserAgent.builder()
                .serverTrust(new ServerTrust(tlsAnchors(), tlsInsecure, true))
                .allowLoopback(allowLoopback)
                .ice(paths.settings());
        who.speakFor(builder);
        files.of(builder);
        return builder;
    }

    /** A span such as {@code 5s}, {@code 500ms}, {@code 2m}, {@code PT5S}, or seconds. */
    static Duration duration(String text) {
        try {
            if (text.startsWith("-")) {
                throw new NumberFormatException(text);
            }
            if (text.startsWith("P")) {
                return Duration.parse(text);
            }
            if (text.endsWith("ms")) {
                return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
            }
            char unit = text.charAt(text.length() - 1);
            String number = Character.isDigit(unit) ? text : text.substring(0, text.length() - 1);
            long factor = switch (unit) {
                case 'm' -> 60_000;
                case 'h' -> 3_600_000;
                case 's', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> 1000;
                default -> throw new NumberFormatException(text);
            };
            return Duration.ofMillis(Math.round(Double.parseDouble(number) * factor));
        } catch (RuntimeException _) {
            throw new Failure(ExitCode.USAGE, "'" + text + "' is not a duration such as 5s, 500ms or 2m");
        }
    }
}
