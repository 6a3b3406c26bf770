package org.sipbrandy.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sipbrandy.agent.crypto.CryptoProviders;
import org.sipbrandy.agent.dns.NameResolver;
import org.sipbrandy.agent.ice.IceServerSearch;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.RelayStreams;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.endpoint.Endpoint;
import org.sipbrandy.sip.digest.Login;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.registration.RegistrationSettings;
import org.sipbrandy.sip.transport.Transport;

/**
 * A SIP user agent whose calls are protected by RFC 8862. It has no static state: many live in one process. May be used
 * from any thread; its methods and those of {@link Call} that wait are meant for virtual threads.
 *
 * <p>All its sockets and calls live on one thread of its own. Callbacks that are said to be called on that loop have to
 * return at once, and must not wait for calls; {@link CallListener} may block. What a callback throws is logged and
 * changes nothing, but that an incoming call nobody decides about is declined with 480.
 */
public final class UserAgent implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final long GOODBYE_CHECK_NANOS = 10_000_000L;

    private final Loop loop = new Loop("brandy-agent");
    private final Workers workers = new Workers();
    private final Listeners listeners = new Listeners();
    private final CryptoProviders crypto = new CryptoProviders();
    private final AgentSettings settings;
    private final EffectPerformer parts;
    private final Driver driver;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch gone = new CountDownLatch(1);

    /** Where it listens. */
    public record Listening(Transport transport, String host, int port) {}

    /** What to do with somebody's call: how it is held, and who watches it. */
    public record Answer(CallSettings settings, CallListener listener) {}

    UserAgent(AgentSettings settings) {
        this.settings = settings;
        var reception = new Reception(settings.incoming());
        this.driver = new Driver(loop, new EndpointPlan(settings, reception, listeners, workers, crypto)::endpoint);
        var rules = settings.rules();
        var certificates = new SipCertificates(driver, rules.certificates());
        var names = new NameResolver(settings.nameServers(), workers);
        this.parts = new EffectPerformer(
                driver,
                workers,
                new Signalling(settings, loop, driver, reception, listeners, crypto),
                new Location(settings.transport(), names),
                new CallSockets(
                        loop,
                        driver,
                        workers,
                        new CallSockets.Settings(settings.ice(), settings.allowLoopback(), settings.capture()),
                        new IceServerSearch(names),
                        new RelayStreams(loop, settings.tls(), settings.trust())),
                new IdentityService(
                        settings.credentials(),
                        settings.peers(),
                        settings.tokens(),
                        rules.withCertificates(certificates),
                        crypto),
                certificates,
                rules.subscribing(),
                new Calls(
                        driver,
                        reception,
                        settings.ringing(),
                        settings.outbound().listener()));
        driver.performBy(parts);
    }

    /** Listens, and registers. */
    void begin() throws IOException {
        for (Listen where : settings.listen()) {
            parts.signalling().bind(where);
        }
        if (settings.incoming().isPresent()) {
            crypto.load();
        }
        for (RegistrationSettings flow : settings.outbound().flows(settings.identities())) {
            driver.input((endpoint, now) -> endpoint.register(flow, now));
        }
    }

    /** Begins to say how an agent is to be. */
    public static UserAgentBuilder builder() {
        return new UserAgentBuilder();
    }

    /**
     * Calls somebody as the agent's first identity; returns at once. An agent without an identity can make calls that
     * give no name ({@link CallSettings#withAnonymity}); whoever wants none of them to be known again at the next hop uses an
     * agent for each, whose connections and ports others do not share.
     *
     * @param to a SIP URI; a name is looked up by RFC 3263
     * @param settings how the call is held
     * @param listener watches it
     * @throws IllegalArgumentException for a malformed URI
     * @throws IllegalStateException if the agent has no identity and the call gives a name, or it is closed
     */
    public Call call(String to, CallSettings settings, CallListener listener) {
        if (settings.anonymity().nameless()) {
            return call(Anonymity.NOBODY.uri(), Uri.parse(to), settings, listener);
        }
        if (this.settings.identities().isEmpty()) {
            throw new IllegalStateException("the agent has no identity to call as");
        }
        return call(this.settings.identities().getFirst(), Uri.parse(to), settings, listener);
    }

    /**
     * As above.
     *
     * @param from one of the agent's identities
     */
    public Call call(String from, String to, CallSettings settings, CallListener listener) {
        return call(Uri.parse(from), Uri.parse(to), settings, listener);
    }

    private Call call(Uri from, Uri to, CallSettings call, CallListener listener) {
        if (closed.get()) {
            throw new IllegalStateException("the agent is closed");
        }
        var made = new CompletableFuture<Call>();
        driver.input((endpoint, now) -> {
            try {
                String id = endpoint.call(
                        NameAddr.of(from), to, settings.outbound().proxy().orElse(to), call, now);
                made.complete(parts.calls().outgoing(id, listener));
            } catch (RuntimeException e) {
                made.completeExceptionally(e);
            }
        });
        try {
            return made.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Where it listens, ports filled in. */
    public List<Listening> listening() {
        return listeners.list();
    }

    /** The calls that are held now. */
    public List<Call> calls() {
        return parts.calls().list();
    }

    /**
     * Ends all calls in order, within two seconds, then closes every socket and thread. Whoever calls it again waits
     * until that is done.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            awaitGone();
            return;
        }
        sayGoodbye();
        loop.run(() -> {
            parts.signalling().close();
            parts.sockets().closeAll();
        });
        loop.close();
        workers.close();
        settings.outbound().logins().forEach(Login::close);
        gone.countDown();
    }

    private void awaitGone() {
        try {
            gone.await(2 * GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sayGoodbye() {
        var left = new CountDownLatch(1);
        driver.input((endpoint, now) -> {
            endpoint.calls().forEach(call -> endpoint.hangUp(call, now));
            endpoint.unregister(now);
            waitForSilence(endpoint, System.nanoTime() + GOODBYE.toNanos(), left);
        });
        try {
            left.await(GOODBYE.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** BYE and CANCEL want their answers before the sockets go. */
    private void waitForSilence(Endpoint endpoint, long limit, CountDownLatch done) {
        if (!endpoint.busy() || System.nanoTime() >= limit) {
            loop.runLater(done::countDown); // what is to be sent is sent first
        } else {
            loop.schedule(() -> waitForSilence(endpoint, limit, done), GOODBYE_CHECK_NANOS);
        }
    }
}
