package org.sipbrandy.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.crypto.CryptoProviders;
import org.sipbrandy.agent.dns.NameResolver;
import org.sipbrandy.agent.ice.IceServerSearch;
import org.sipbrandy.agent.ice.IceSettings;
import org.sipbrandy.agent.net.ConnectionLimits;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.RelayStreams;
import org.sipbrandy.agent.net.ServerTrust;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.net.WebSocketOrigins;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.endpoint.Endpoint;
import org.sipbrandy.sip.digest.Login;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.registration.RegistrationSettings;
import org.sipbrandy.sip.registration.RetryTimers;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;
import org.sipbrandy.stir.trust.SeenTokens;

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

    private UserAgent(AgentSettings settings) {
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

    /** Begins to say how an agent is to be. */
    public static Builder builder() {
        return new Builder();
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

    /** How an agent is to be. */
    public static final class Builder {
        private final List<Uri> identities = new ArrayList<>();
        private final List<CredentialStore> credentials = new ArrayList<>();
        private KnownPeers peers = new InMemoryKnownPeers();
        private SeenTokens tokens = new ReplayCache();
        private IdentityRules rules = IdentityRules.STANDARD;
        private Optional<Function<Arrival, Optional<Answer>>> incoming = Optional.empty();
        private Consumer<Call> ringing = Call::accept;
        private Anonymity.Others nameless = Anonymity.Others.WELCOME;
        private final List<Listen> listen = new ArrayList<>();
        private Optional<TlsIdentity> tls = Optional.empty();
        private ServerTrust trust = ServerTrust.platform();
        private ConnectionLimits limits = ConnectionLimits.standard();
        private List<InetSocketAddress> nameServers = List.of();
        private Optional<String> outboundProxy = Optional.empty();
        private WebSocketOrigins origins = WebSocketOrigins.own();
        private final List<Login> logins = new ArrayList<>();
        private final List<Registration> registrations = new ArrayList<>();
        private Optional<String> instance = Optional.empty();
        private RetryTimers retryTimers = RetryTimers.STANDARD;
        private RegistrationListener registrationListener = (aor, registrar, flow, event) -> {};
        private Optional<Transport> transport = Optional.empty();
        private boolean allowLoopback;
        private IceSettings ice = IceSettings.hostsOnly();
        private int maxCalls = 1000;
        private String product = "";
        private Capture capture = Capture.NONE;
        private Optional<Consumer<String>> keyLog = Optional.empty();
        private Consumer<String> onFailure = failure -> {};

        private Builder() {}

        /** Somebody for whom it calls and answers; the first one where a call names none. May be repeated. */
        public Builder identity(Identity who) {
            return identities(List.of(who.aor()), CredentialStore.of(who.credential()));
        }

        /**
         * Addresses of record for which it calls and answers, and where their signing credentials are looked for, each
         * time they are needed. May be repeated.
         */
        public Builder identities(List<String> aors, CredentialStore store) {
            aors.stream().map(Uri::parse).forEach(identities::add);
            credentials.add(store);
            return this;
        }

        /** The peers known from earlier calls; in memory only, unless this is set. */
        public Builder knownPeers(KnownPeers known) {
            peers = known;
            return this;
        }

        /** The tokens that were accepted, perhaps by other agents, too; in memory only, unless this is set. */
        public Builder seenTokens(SeenTokens seen) {
            tokens = seen;
            return this;
        }

        /** Authorities, telephone numbers, certificates by https; self-signed keys only, unless this is set. */
        public Builder identityRules(IdentityRules whom) {
            rules = whom;
            return this;
        }

        /**
         * Takes calls.
         *
         * @param how says of each how it is held and watched; called on the loop
         * @param whenRinging decides about each, on the loop: accept, reject, or ask somebody and do it later. A call with
         *     {@link Call#replaces} takes another one's place when it is accepted: whoever saw that one's signalling can ask
         *     for it, under the name that its own signature shows
         */
        public Builder incoming(Supplier<Answer> how, Consumer<Call> whenRinging) {
            return incoming(_ -> Optional.of(how.get()), whenRinging);
        }

        /**
         * Takes calls, depending on where they come from.
         *
         * @param how as above; empty declines the call with 480
         */
        public Builder incoming(Function<Arrival, Optional<Answer>> how, Consumer<Call> whenRinging) {
            incoming = Optional.of(how);
            ringing = whenRinging;
            return this;
        }

        /**
         * What is done with those who call without a name; they are as welcome as any other, unless this or the settings of
         * a call say otherwise (RFC 5079).
         */
        public Builder anonymousCallers(Anonymity.Others then) {
            nameless = then;
            return this;
        }

        /** Listens there, too. */
        public Builder listen(Listen where) {
            listen.add(where);
            return this;
        }

        /** Key and certificate of TLS signalling; self-signed and new, unless this is set. */
        public Builder tls(TlsIdentity identity) {
            tls = Optional.of(identity);
            return this;
        }

        /** Which TLS servers are believed. */
        public Builder serverTrust(ServerTrust servers) {
            trust = servers;
            return this;
        }

        /** Which web pages may connect over WebSocket; those of our own host, unless this is set. */
        public Builder webSocketOrigins(WebSocketOrigins pages) {
            origins = pages;
            return this;
        }

        /** What connections of others may cost. */
        public Builder connectionLimits(ConnectionLimits atMost) {
            limits = atMost;
            return this;
        }

        /**
         * The name servers that are asked where calls go (RFC 3263), in order; those that the system is configured with,
         * unless this is set. The system's hosts file is looked into first, always.
         */
        public Builder nameServers(List<InetSocketAddress> servers) {
            nameServers = List.copyOf(servers);
            return this;
        }

        /** Registers there, as soon as it has started, and takes it back when it is closed. May be repeated. */
        public Builder registration(Registration where) {
            registrations.add(where);
            return this;
        }

        /** Watches the registrations. */
        public Builder onRegistration(RegistrationListener listener) {
            registrationListener = listener;
            return this;
        }

        /** For proxies and registrars that ask for a password (RFC 8760); wiped when the agent is closed. May be repeated. */
        public Builder login(Login forWhom) {
            logins.add(forWhom);
            return this;
        }

        /**
         * What tells this agent from others of the same address of record: a URN that stays the same for as long as it
         * lives, as {@link org.sipbrandy.agent.store.Home#instance} keeps one (RFC 5626 §4.1). Without it, registrations do
         * without outbound and GRUU.
         */
        public Builder instance(String urn) {
            instance = Optional.of(urn);
            return this;
        }

        /** How long failed registrations wait (RFC 5626 §4.5). */
        public Builder registrationRetries(RetryTimers timers) {
            retryTimers = timers;
            return this;
        }

        /** Every call goes there first, by a loose route (RFC 3261 §8.1.2); registrations that name no proxy, too. */
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

        /** STUN and TURN servers and what else there is to network paths; addresses of this host only, unless this is set. */
        public Builder ice(IceSettings paths) {
            ice = paths;
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

        /** Sees what goes over the sockets, signalling and media; may be said again for another that sees it, too. */
        public Builder capture(Capture sees) {
            capture = capture.and(traffic -> Application.tell(() -> sees.saw(traffic)));
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
                if (incoming.isPresent()) {
                    agent.crypto.load();
                }
                for (RegistrationSettings flow : agent.settings.outbound().flows(identities)) {
                    agent.driver.input((endpoint, now) -> endpoint.register(flow, now));
                }
                return agent;
            } catch (IOException | RuntimeException e) {
                agent.close();
                throw e;
            }
        }

        private AgentSettings settings() {
            var stores = List.copyOf(credentials);
            return new AgentSettings(
                    identities,
                    who -> stores.stream().flatMap(it -> it.find(who).stream()).toList(),
                    peers,
                    tokens,
                    rules,
                    incoming,
                    ringing,
                    nameless,
                    listen,
                    tls.orElseGet(TlsFiles::generate),
                    trust,
                    limits,
                    nameServers,
                    new Outbound(
                            outboundProxy.map(Uri::parse),
                            logins,
                            registrations,
                            instance,
                            retryTimers,
                            registrationListener),
                    origins,
                    transport,
                    allowLoopback,
                    ice,
                    maxCalls,
                    product,
                    capture,
                    keyLog,
                    onFailure);
        }
    }
}
