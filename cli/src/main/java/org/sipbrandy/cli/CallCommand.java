package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.Call;
import org.sipbrandy.agent.CallListener;
import org.sipbrandy.agent.UserAgent;
import org.sipbrandy.agent.WavRecorder;
import org.sipbrandy.agent.store.PeerDatabase;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;
import org.sipbrandy.sip.transport.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code brandy call}. */
@Command(name = "call", mixinStandardHelpOptions = true, description = "Calls somebody.")
final class CallCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable Brandy brandy;

    @Parameters(paramLabel = "URI", description = "such as sips:bob@example.com")
    private String uri = "";

    @Option(names = "--from", paramLabel = "AOR", description = "who calls (default: the only identity)")
    private @Nullable String from;

    @Option(
            names = "--anonymous",
            description = "give no name: a key of this call alone signs, and nothing tells who calls")
    private boolean anonymous;

    @Option(
            names = "--transport",
            paramLabel = "tls|tcp|udp|wss|ws",
            description = "of signalling (default: by the URI)")
    private @Nullable String transport;

    @Option(names = "--record", paramLabel = "FILE.wav", description = "keep what is heard")
    private @Nullable Path record;

    @Option(names = "--for", paramLabel = "DURATION", description = "hang up so long after media flows, e.g. 5s")
    private @Nullable String length;

    @Option(
            names = "--expect-identity",
            paramLabel = "AOR",
            description = "who has to have signed the answer; anybody else is refused")
    private @Nullable String expected;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Mixin
    private TlsOptions tlsOptions = new TlsOptions();

    @Mixin
    private IdentityOptions identityOptions = new IdentityOptions();

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() throws InterruptedException {
        var brandy = java.util.Objects.requireNonNull(this.brandy);
        var home = brandy.home();
        ServerOptions.checked("", uri);
        var caller = Speaker.calling(home, from, anonymous);
        if (anonymous) {
            refuseTraces();
        }
        var tls = tlsOptions.identity();
        var speech = options.speech();
        Optional<Duration> limit = Optional.ofNullable(length).map(SessionOptions::duration);
        WavRecorder recorder = null;
        try (var watcher = options.watcher();
                var database = brandy.database();
                var tracing = options.tracing();
                var believed = identityOptions) {
            if (record != null) {
                recorder = recorder(record);
            }
            var builder = options.agent(caller, tracing)
                    .knownPeers(database.peers())
                    .seenTokens(database.tokens())
                    .tls(tls)
                    .identityRules(believed.rules(tls, options.tlsAnchors()));
            if (transport != null) {
                builder.transport(Transport.parse(transport)
                        .orElseThrow(() -> new Failure(
                                ExitCode.USAGE, "'" + transport + "' is not one of tls, tcp, udp, wss, ws")));
            }
            servers.apply(builder);
            var delivery = new AtomicReference<String>("");
            builder.onDeliveryFailure(delivery::set);
            var sink = recorder == null ? AudioSink.NONE : recorder;
            var settings = settings(caller)
                    .withAudio(speech.map(java.util.function.Supplier::get).orElse(AudioSource.SILENCE), sink);
            try (var agent = builder.start()) {
                believed.tell(watcher, caller.aor());
                return run(agent, caller, settings, limit, watcher, recorder, delivery, database.peers());
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        } finally {
            if (recorder != null) {
                recorder.close();
                recorder.failure().ifPresent(line -> System.err.println("brandy: " + line));
            }
        }
    }

    /** What would be known again in the next call. */
    private void refuseTraces() {
        if (tlsOptions.given()) {
            throw new Failure(
                    ExitCode.USAGE, "--anonymous and --cert exclude each other: the certificate tells who calls");
        }
        if (identityOptions.placed()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--anonymous and --x5u or --publish exclude each other: the address tells who calls");
        }
    }

    private CallSettings settings(Speaker caller) {
        var settings = options.settings().withAnonymity(Anonymity.NONE.withSelf(caller.self()));
        if (expected != null && options.followTransfers()) {
            throw new Failure(ExitCode.USAGE, "--expect-identity and --follow-transfers exclude each other");
        }
        return expected == null
                ? settings
                : settings.withExpectIdentity(identityOptions.canonical("--expect-identity", expected));
    }

    /** A file that cannot be made is found out before anybody is called. */
    static WavRecorder recorder(Path file) {
        try {
            return new WavRecorder(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot record to " + file + ": " + why(e));
        }
    }

    private static String why(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "there is no such folder";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    private int run(
            UserAgent agent,
            Speaker caller,
            CallSettings settings,
            Optional<Duration> limit,
            ReportingWatcher watcher,
            @Nullable WavRecorder recorder,
            AtomicReference<String> delivery,
            PeerDatabase peers)
            throws InterruptedException {
        var established = new AtomicBoolean();
        var interrupted = new AtomicBoolean();
        String recording = record == null ? "" : record.toString();
        var watching = watcher.call();
        var faults = new Faults();
        var succession = new Succession(watching);
        var over = new CompletableFuture<CallEvent.Ended>();
        CallListener listener = (handle, event) -> {
            boolean last = succession.isOverWith(handle, event);
            if (event instanceof CallEvent.Established) {
                established.set(true);
                limit.ifPresent(time -> hangUpAfter(handle, time));
            }
            if (last && recorder != null) {
                recorder.close();
            }
            faults.guard(handle, () -> {
                RefusedKeys.note(event, peers);
                succession.watcher(handle).event(handle.id(), event, recording);
            });
            if (last && event instanceof CallEvent.Ended it) {
                over.complete(it);
            }
        };
        var tapped = watching.tap(settings);
        Call call =
                caller.nameless() ? agent.call(uri, tapped, listener) : agent.call(caller.aor(), uri, tapped, listener);
        // While the INVITE is on its way: it shall not wait for this, and media comes later.
        Thread.ofPlatform().daemon().name("brandy-warm-up").start(options::warmUp);
        var hook = Interruption.install(() -> {
            interrupted.set(true);
            agent.calls().forEach(Call::hangUp);
            call.awaitEnd(Duration.ofSeconds(2));
            watcher.close();
            agent.close(); // after the answer to BYE
            options.tracing().close();
        });
        var end = over.join();
        hook.remove();
        faults.raise();
        if (interrupted.get()) {
            return ExitCode.INTERRUPTED.number();
        }
        var code = ExitCode.of(end, established.get());
        if (code != ExitCode.DONE) {
            String why = end.status() == 503 && !String.valueOf(delivery.get()).isEmpty()
                    ? String.valueOf(delivery.get())
                    : end.reason() + (end.status() > 0 ? " (" + end.status() + ")" : "");
            String reasons = String.join(
                    ", ", end.verdict().reasons().stream().map(r -> r.code()).toList());
            watcher.error(code, (reasons.isEmpty() ? "" : reasons + ": ") + why);
        }
        return code.number();
    }

    private static void hangUpAfter(Call call, Duration time) {
        Thread.ofVirtual().start(() -> {
            try {
                if (call.awaitEnd(time).isEmpty()) {
                    call.hangUp();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
