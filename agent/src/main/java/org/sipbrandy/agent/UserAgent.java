package org.sipbrandy.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.ServerTrust;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.Endpoint;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.KnownPeers;

/**
 * A SIP user agent whose calls are protected by RFC 8862. It has no static state: many live in one process. May be used
 * from any thread.
 */
public final class UserAgent implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final long GOODBYE_CHECK_NANOS = 10_000_000L;

    private final Loop loop = new Loop("brandy-agent");
    private final Workers workers = new Workers();
    private final Listeners listeners = new Listeners();
    private final AgentSettings settings;
    private final EffectPerformer parts;
    private final Driver driver;
    private volatile boolean closed;

    /** Where it listens. */
    public record Listening(Transport transport, String host, int port) {}

    /** What to do with somebody's call: how it is held, and who watches it. */
    public record Answer(CallSettings settings, CallListener listener) {}

    private UserAgent(AgentSettings settings) {
        this.settings = settings;
        var reception = new Reception(settings.incoming());
        this.driver = new Driver(loop, new EndpointPlan(settings, reception, listeners, workers)::endpoint);
        this.parts = new EffectPerformer(
                driver,
                workers,
                new Signalling(settings, loop, driver, listeners),
                new Location(settings.transport()),
                new CallSockets(loop, driver, settings.allowLoopback()),
                new IdentityService(settings.credentials(), settings.peers()),
                new Calls(driver, reception, settings.ringing()));
        driver.performBy(parts);
    }

    /** Begins to say how an agent is to be. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Calls somebody.
     *
     * @param from one of the agent's identities
     * @param to a SIP URI
     * @throws IllegalArgumentException for a malformed URI
     */
    public Call call(String from, String to, CallSettings call, CallListener listener) {
        var target = Uri.parse(to);
        var own = NameAddr.of(Uri.parse(from));
        var made = new CompletableFuture<Call>();
        driver.input((endpoint, now) -> {
            try {
                String id = endpoint.call(own, target, settings.outboundProxy().orElse(target), call, now);
                made.complete(parts.calls().outgoing(id, listener));
            } catch (RuntimeException e) {
                made.completeExceptionally(e);
            }
        });
        return made.join();
    }

    /** Where it listens, ports filled in. */
    public List<Listening> listening() {
        return listeners.list();
    }

    /** The calls that are held now. */
    public List<Call> calls() {
        return parts.calls().list();
    }

    /** Ends all calls in order, within two seconds, then closes every socket and thread. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sayGoodbye();
        loop.run(() -> {
            parts.signalling().close();
            parts.sockets().closeAll();
        });
        loop.close();
        workers.close();
    }

    private void sayGoodbye() {
        var left = new CountDownLatch(1);
        driver.input((endpoint, now) -> {
            endpoint.calls().forEach(call -> endpoint.hangUp(call, now));
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

    /** How an agent is to be. */
    public static final class Builder {
        private List<String> identities = List.of();
        private CredentialStore credentials = CredentialStore.of();
        private KnownPeers peers = new InMemoryKnownPeers();
        private Optional<Supplier<Answer>> incoming = Optional.empty();
        private Consumer<Call> ringing = Call::accept;
        private final List<Listen> listen = new ArrayList<>();
        private Optional<TlsIdentity> tls = Optional.empty();
        private ServerTrust trust = ServerTrust.platform();
        private Optional<String> outboundProxy = Optional.empty();
        private Optional<Transport> transport = Optional.empty();
        private boolean allowLoopback;
        private int maxCalls = 1000;
        private String product = "";
        private SipTrace trace = SipTrace.NONE;
        private Optional<Consumer<String>> keyLog = Optional.empty();
        private Consumer<String> onFailure = failure -> {};

        private Builder() {}

        /** The addresses of record it answers for, and their signing credentials. */
        public Builder identities(List<String> aors, CredentialStore store) {
            identities = List.copyOf(aors);
            credentials = store;
            return this;
        }

        /** The peers known from earlier calls; in memory only, unless this is set. */
        public Builder knownPeers(KnownPeers known) {
            peers = known;
            return this;
        }

        /**
         * Takes calls.
         *
         * @param how says of each how it is held and watched; called on the loop
         * @param whenRinging decides about each, on the loop: accept, reject, or ask somebody and do it later
         */
        public Builder incoming(Supplier<Answer> how, Consumer<Call> whenRinging) {
            incoming = Optional.of(how);
            ringing = whenRinging;
            return this;
        }

        /** Listens there, too. */
        public Builder listen(Listen where) {
            listen.add(where);
            return this;
        }

        /** Key and certificate of TLS signalling. */
        public Builder tls(TlsIdentity identity) {
            tls = Optional.of(identity);
            return this;
        }

        /** Which TLS servers are believed. */
        public Builder serverTrust(ServerTrust servers) {
            trust = servers;
            return this;
        }

        /** Every call goes there first. */
        public Builder outboundProxy(String uri) {
            outboundProxy = Optional.of(uri);
            return this;
        }

        /** The transport of calls to sip URIs that name none. */
        public Builder transport(Transport preferred) {
            transport = Optional.of(preferred);
            return this;
        }

        /** Offers loopback candidates to everybody, not only to peers on this machine. */
        public Builder allowLoopback(boolean allowed) {
            allowLoopback = allowed;
            return this;
        }

        /** The most calls held at the same time; further ones are busy. */
        public Builder maxCalls(int calls) {
            maxCalls = calls;
            return this;
        }

        /** What User-Agent and Server say; nothing, unless this is set. */
        public Builder product(String name) {
            product = name;
            return this;
        }

        /** Sees every message. */
        public Builder trace(SipTrace sees) {
            trace = sees;
            return this;
        }

        /** Gets NSS key log lines of DTLS: whoever has them can listen. */
        public Builder keyLog(Consumer<String> lines) {
            keyLog = Optional.of(lines);
            return this;
        }

        /** Gets a line for each message that could not be delivered. */
        public Builder onDeliveryFailure(Consumer<String> line) {
            onFailure = line;
            return this;
        }

        /**
         * Starts the agent.
         *
         * @throws IOException with one line, if it cannot listen where it should
         */
        public UserAgent start() throws IOException {
            var agent = new UserAgent(settings());
            try {
                for (Listen where : listen) {
                    agent.parts.signalling().bind(where);
                }
                return agent;
            } catch (IOException | RuntimeException e) {
                agent.close();
                throw e;
            }
        }

        private AgentSettings settings() {
            return new AgentSettings(
                    identities.stream().map(Uri::parse).toList(),
                    credentials,
                    peers,
                    incoming,
                    ringing,
                    listen,
                    tls,
                    trust,
                    outboundProxy.map(Uri::parse),
                    transport,
                    allowLoopback,
                    maxCalls,
                    product,
                    trace,
                    keyLog,
                    onFailure);
        }
    }
}
