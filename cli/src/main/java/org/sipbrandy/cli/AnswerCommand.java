package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.Call;
import org.sipbrandy.agent.Echo;
import org.sipbrandy.agent.Listen;
import org.sipbrandy.agent.UserAgent;
import org.sipbrandy.agent.net.WebSocketOrigins;
import org.sipbrandy.agent.store.PeerDatabase;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code brandy answer}. */
@Command(name = "answer", mixinStandardHelpOptions = true, description = "Waits for calls and answers them.")
final class AnswerCommand implements Callable<Integer> {
    /** RFC 3261 §21.6.2. */
    private static final int DECLINE = 603;

    @ParentCommand
    private @Nullable Brandy brandy;

    @Option(names = "--as", paramLabel = "AOR", description = "who answers (default: the only identity)")
    private @Nullable String as;

    @Option(
            names = "--listen",
            paramLabel = "tls:HOST:PORT",
            description = "where; repeatable; tls, tcp, udp, wss or ws; port 0 picks one "
                    + "(default: tls:127.0.0.1:5061, unless it registers)")
    private List<String> listen = new ArrayList<>();

    private final Faults faults = new Faults();

    @Option(
            names = "--ws-origin",
            paramLabel = "ORIGIN",
            description =
                    "web pages that may connect over WebSocket, besides those of this host; repeatable; * for all")
    private List<String> origins = new ArrayList<>();

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Mixin
    private RegisterOptions registering = new RegisterOptions();

    @Option(names = "--anonymous", description = "answer without a name: a key of the call alone signs")
    private boolean anonymous;

    @Option(
            names = "--no-anonymous",
            paramLabel = "433|403",
            arity = "0..1",
            fallbackValue = "433",
            description = "refuse calls of those who give no name; with 403 they are not told why (default: 433)")
    private @Nullable String noAnonymous;

    @Mixin
    private TlsOptions tlsOptions = new TlsOptions();

    @Option(names = "--echo", description = "say what is heard")
    private boolean echo;

    @Option(names = "--record", paramLabel = "DIR|FILE.wav", description = "keep what is heard")
    private @Nullable Path record;

    @Option(
            names = "--update",
            paramLabel = "early|on-accept",
            defaultValue = "early",
            description = "when to sign: at once, or after the call is taken")
    private String update = "early";

    @Option(names = "--accept-after", paramLabel = "DURATION", defaultValue = "0s", description = "ring so long first")
    private String acceptAfter = "0s";

    @Option(names = "--max-calls", paramLabel = "N", description = "exit after so many calls")
    private int maxCalls;

    @Option(
            names = "--concurrent",
            paramLabel = "N",
            defaultValue = "100",
            description = "held at the same time at most")
    private int concurrent = 100;

    @Mixin
    private IdentityOptions identityOptions = new IdentityOptions();

    @Mixin
    private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() throws InterruptedException {
        var brandy = java.util.Objects.requireNonNull(this.brandy);
        var home = brandy.home();
        var callee = Speaker.answering(home, as, anonymous);
        var callers = callers();
        if (anonymous && identityOptions.placed()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--anonymous and --x5u or --publish exclude each other: the address tells who answers");
        }
        var speech = options.speech();
        if (echo && speech.isPresent()) {
            throw new Failure(ExitCode.USAGE, "--echo and --play exclude each other");
        }
        var tls = tlsOptions.identity();
        var where = new ArrayList<Listen>();
        for (String one : listen.isEmpty() && !registering.wanted() ? List.of("tls:127.0.0.1:5061") : listen) {
            try {
                where.add(Listen.parse(one));
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, "--listen " + e.getMessage());
            }
        }
        checkRecord();
        var settings = options.settings().withUpdate(timing()).withAnonymity(new Anonymity(callee.self(), callers));
        options.warmUp();
        var wait = SessionOptions.duration(acceptAfter);
        var calls = new CallCount(Math.max(0, maxCalls), CallCount.REPAIR);
        try (var watcher = options.watcher();
                var database = brandy.database();
                var tracing = options.tracing();
                var believed = identityOptions) {
            var builder = options.agent(callee, tracing)
                    .knownPeers(database.peers())
                    .seenTokens(database.tokens())
                    .identityRules(believed.rules(tls, options.tlsAnchors()))
                    .tls(tls)
                    .maxCalls(concurrent);
            where.forEach(builder::listen);
            builder.webSocketOrigins(new WebSocketOrigins(Set.copyOf(origins)));
            servers.apply(builder);
            var over = new CompletableFuture<Optional<String>>();
            registering.apply(builder, home, callee.aor(), watcher, why -> over.complete(Optional.of(why)));
            var count = new AtomicInteger();
            builder.incoming(
                    () -> answer(settings, speech, count.incrementAndGet(), watcher, database.peers(), calls),
                    call -> decide(call, wait));
            try (var agent = builder.start()) {
                agent.listening().forEach(place -> watcher.listening(place, callee.aor()));
                believed.tell(watcher, callee.aor());
                var hook = Interruption.install(() -> {
                    agent.close();
                    tracing.close();
                    watcher.close();
                });
                Thread.ofVirtual().start(() -> awaitCalls(calls, over));
                var refused = over.join();
                hook.remove();
                faults.raise();
                if (refused.isPresent()) {
                    watcher.error(ExitCode.NOT_ANSWERED, refused.get());
                    return ExitCode.NOT_ANSWERED.number();
                }
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
        return ExitCode.DONE.number();
    }

    private static void awaitCalls(CallCount calls, CompletableFuture<Optional<String>> over) {
        try {
            calls.await();
            over.complete(Optional.empty());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be recorded to is found out before anybody calls. */
    private void checkRecord() {
        if (record != null && !Files.isDirectory(record)) {
            CallCommand.recorder(record).close();
        }
    }

    private Anonymity.Others callers() {
        if (noAnonymous == null) {
            return Anonymity.Others.WELCOME;
        }
        return switch (noAnonymous) {
            case "433" -> Anonymity.Others.REFUSED;
            case "403" -> Anonymity.Others.REFUSED_SILENTLY;
            default -> throw new Failure(ExitCode.USAGE, "--no-anonymous '" + noAnonymous + "' is not one of 433, 403");
        };
    }

    private CallSettings.UpdateTiming timing() {
        return switch (update) {
            case "early" -> CallSettings.UpdateTiming.EARLY;
            case "on-accept" -> CallSettings.UpdateTiming.ON_ACCEPT;
            default -> throw new Failure(ExitCode.USAGE, "'" + update + "' is not one of early, on-accept");
        };
    }

    /** Who knows the tags of a call that is held can ask for its place: that is for a person to grant, or an option. */
    private void decide(Call call, Duration wait) {
        if (call.replaces().isPresent() && !options.followTransfers()) {
            call.reject(DECLINE);
        } else {
            acceptLater(call, wait);
        }
    }

    private static void acceptLater(Call call, Duration wait) {
        if (wait.isZero()) {
            call.accept();
            return;
        }
        Thread.ofVirtual().start(() -> {
            try {
                if (call.awaitEnd(wait).isEmpty()) {
                    call.accept();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private UserAgent.Answer answer(
            CallSettings settings,
            java.util.Optional<java.util.function.Supplier<AudioSource>> speech,
            int number,
            Watcher watcher,
            PeerDatabase peers,
            CallCount calls) {
        var recording = record == null ? null : new Recording(place(number));
        var repeat = new Echo();
        AudioSource source =
                echo ? repeat : speech.map(java.util.function.Supplier::get).orElse(AudioSource.SILENCE);
        AudioSink heard = recording == null ? AudioSink.NONE : recording;
        AudioSink sink = echo
                ? (frame, rate) -> {
                    repeat.write(frame, rate);
                    heard.write(frame, rate);
                }
                : heard;
        String name = record == null ? "" : place(number).toString();
        var watching = watcher.call();
        var succession = new Succession(watching);
        return new UserAgent.Answer(watching.tap(settings.withAudio(source, sink)), (call, event) -> {
            boolean last = succession.isOverWith(call, event);
            faults.guard(call, () -> {
                RefusedKeys.note(event, peers);
                if (last && recording != null) {
                    recording.close();
                }
                succession.watcher(call).event(call.id(), event, name);
            });
            if (!(event instanceof CallEvent.Ended)) {
                calls.on(call.id(), event);
            } else if (last) {
                calls.on(succession.id(), event);
            }
        });
    }

    private Path place(int number) {
        var target = java.util.Objects.requireNonNull(record);
        return Files.isDirectory(target) ? target.resolve("call-" + number + ".wav") : target;
    }
}
