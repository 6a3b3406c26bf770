package org.sipbrandy.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.MediaSockets;
import org.sipbrandy.agent.net.ServerTrust;
import org.sipbrandy.agent.net.SipReceiver;
import org.sipbrandy.agent.net.SipTransports;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.net.TransportFailure;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.Endpoint;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.EndpointSettings;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.dtls.HandshakeDrive;
import org.sipbrandy.dtls.SrtpProfileId;
import org.sipbrandy.ice.IceConfig;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.message.HostPort;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.TransactionEffect;
import org.sipbrandy.sip.transaction.TransactionSettings;
import org.sipbrandy.sip.transaction.TransactionTimers;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.srtp.SrtpOptions;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;

/**
 * A SIP user agent whose calls are protected by RFC 8862. It has no static state: many live in one process. May be used
 * from any thread.
 */
public final class UserAgent implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Loop loop;
    private final SipTransports transports;
    private final Endpoint endpoint;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Map<String, MediaSockets> sockets = new HashMap<>();
    private final java.util.ArrayDeque<Answer> answering = new java.util.ArrayDeque<>();
    private final Map<Target, List<TransactionEffect.Transmit>> inFlight = new HashMap<>();
    private final Map<Transport, List<InetSocketAddress>> listening = new ConcurrentHashMap<>();
    private final List<Listening> bound = new ArrayList<>();
    private final RequestSigner signer;
    private final RequestVerifier strict;
    private final RequestVerifier lenient;
    private final KnownPeers peers;
    private final Builder settings;
    private final long origin = System.nanoTime();
    private final Instant epoch = Instant.now();
    private Loop.@Nullable Cancel alarm;
    private long alarmAt = Long.MAX_VALUE;
    private boolean settling;
    private volatile boolean closed;

    /** Where it listens. */
    public record Listening(Transport transport, String host, int port) {}

    /** What to do with somebody's call: how it is held, and who watches it; empty to decline. */
    public record Answer(CallSettings settings, CallListener listener) {}

    private UserAgent(Builder settings) {
        this.settings = settings;
        var random = new SecureRandom();
        this.peers = settings.peers;
        this.signer = new RequestSigner(new AuthenticationService(settings.credentials), peers);
        var service = new VerificationService(
                CertificateSource.none(),
                peers,
                new ReplayCache(),
                Es256Verifier.platform(),
                VerificationPolicy.STANDARD);
        this.strict = new RequestVerifier(service.with(VerificationPolicy.STANDARD.withRequireIdentity(true)), peers);
        this.lenient = new RequestVerifier(service, peers);
        this.loop = new Loop("brandy-agent");
        var receiver = new SipReceiver() {
            @Override
            public void received(ParseResult result, Target from) {
                if (result instanceof ParseResult.Parsed(var message)) {
                    settings.trace.message(Instant.now(), false, from, message);
                }
                endpoint().received(result, from, now());
                settle();
            }

            @Override
            public void failed(Target target, TransportFailure failure) {
                transportFailed(target, failure);
            }
        };
        this.transports = new SipTransports(loop, settings.tls, settings.trust, receiver);
        var media = new MediaSettings(
                // Failure is decided by the call's own limit for path and keys.
                IceConfig.standard().withPatience(Duration.ofSeconds(60)),
                SrtpProfileId.DEFAULT_ORDER,
                SrtpOptions.defaults(),
                new HandshakeDrive.Asynchronous(workers, this::handshakeProgressed),
                settings.keyLog,
                random);
        this.endpoint = new Endpoint(
                new EndpointSettings(
                        settings.identities.stream().map(Uri::parse).toList(),
                        _ -> answerNext(),
                        this::sentBy,
                        TransactionTimers.STANDARD,
                        TransactionSettings.UNKNOWN_MTU,
                        media,
                        settings.maxCalls,
                        settings.product),
                now -> epoch.plusNanos(now),
                random);
    }

    private Endpoint endpoint() {
        return endpoint;
    }

    /** Begins to say how an agent is to be. */
    public static Builder builder() {
        return new Builder();
    }

    // ── use ─────────────────────────────────────────────────────────────────────────────────────

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
        var made = new java.util.concurrent.CompletableFuture<Call>();
        loop.run(() -> {
            try {
                String id = endpoint.call(
                        own, target, settings.outboundProxy.map(Uri::parse).orElse(target), call, now());
                var handle = new Call(id, this, listener, false);
                calls.put(id, handle);
                made.complete(handle);
                settle();
            } catch (RuntimeException e) {
                made.completeExceptionally(e);
            }
        });
        return made.join();
    }

    /** Where it listens, ports filled in. */
    public List<Listening> listening() {
        return List.copyOf(bound);
    }

    /** The calls that are held now. */
    public List<Call> calls() {
        return List.copyOf(calls.values());
    }

    /** Ends all calls in order, within two seconds, then closes every socket and thread. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        var left = new CountDownLatch(1);
        loop.run(() -> {
            endpoint.calls().forEach(call -> endpoint.hangUp(call, now()));
            settle();
            waitForSilence(System.nanoTime() + GOODBYE.toNanos(), left);
        });
        try {
            left.await(GOODBYE.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        loop.run(() -> {
            transports.close();
            sockets.values().forEach(MediaSockets::close);
        });
        loop.close();
        workers.shutdownNow();
    }

    /** BYE and CANCEL want their answers before the sockets go. */
    private void waitForSilence(long limit, CountDownLatch done) {
        if (!endpoint.busy() || System.nanoTime() >= limit) {
            done.countDown();
        } else {
            loop.schedule(() -> waitForSilence(limit, done), 10_000_000L);
        }
    }

    /** Something to be done with the endpoint on the loop. */
    interface Task {
        void run(Endpoint endpoint, long now);
    }

    void onLoop(Task task) {
        loop.run(() -> {
            task.run(endpoint, now());
            settle();
        });
    }

    void listenerFailed(RuntimeException e) {
        org.slf4j.LoggerFactory.getLogger(UserAgent.class).error("a call listener failed", e);
    }

    // ── driving ─────────────────────────────────────────────────────────────────────────────────

    private long now() {
        return System.nanoTime() - origin;
    }

    private void handshakeProgressed() {
        loop.runLater(() -> {
            endpoint.wakeUp(now());
            settle();
        });
    }

    /** Takes the endpoint's effects until it is silent, then sets the alarm. */
    private void settle() {
        if (settling) {
            return;
        }
        settling = true;
        try {
            @Nullable EndpointEffect effect;
            while ((effect = endpoint.poll()) != null) {
                perform(effect);
            }
        } finally {
            settling = false;
        }
        long deadline = endpoint.deadline();
        if (deadline != alarmAt) {
            var old = alarm;
            if (old != null) {
                old.cancel();
            }
            alarmAt = deadline;
            alarm = deadline == Long.MAX_VALUE ? null : loop.schedule(this::ring, Math.max(0, deadline - now()));
        }
    }

    private void ring() {
        alarmAt = Long.MAX_VALUE;
        alarm = null;
        endpoint.timeout(now());
        settle();
    }

    private void perform(EndpointEffect effect) {
        switch (effect) {
            case EndpointEffect.Transmit it -> transmit(it);
            case EndpointEffect.Locate it -> locate(it);
            case EndpointEffect.OpenMedia it -> openMedia(it);
            case EndpointEffect.CloseMedia(String call) -> {
                var open = sockets.remove(call);
                if (open != null) {
                    loop.runLater(open::close); // after what is being written
                }
            }
            case EndpointEffect.SendMedia it -> {
                var open = sockets.get(it.call());
                if (open != null) {
                    open.send(it.local(), it.remote(), it.datagram());
                }
            }
            case EndpointEffect.Sign it ->
                work(
                        () -> signer.sign(it.request(), it.options(), Instant.now()),
                        signed -> endpoint.signed(it.ticket(), signed, now()));
            case EndpointEffect.Verify it ->
                work(
                        () -> (it.requireIdentity() ? strict : lenient).verify(it.request(), Instant.now()),
                        checked -> endpoint.verified(it.ticket(), checked, now()));
            case EndpointEffect.Remember(var peer) -> workers.execute(() -> remember(peer));
            case EndpointEffect.Invitation it -> {
                var call = calls.get(it.call());
                if (call != null) {
                    settings.ringing.accept(call);
                }
            }
            case EndpointEffect.Tell it -> tell(it);
            case EndpointEffect.Forget(String call) -> calls.remove(call);
        }
    }

    private Optional<CallSettings> answerNext() {
        var answer = settings.incoming.map(java.util.function.Supplier::get);
        answer.ifPresent(answering::add);
        return answer.map(Answer::settings);
    }

    private void tell(EndpointEffect.Tell it) {
        var call = calls.get(it.call());
        if (call == null && it.event() instanceof CallEvent.Incoming) {
            // Calls come in the order in which they were answered for.
            call = new Call(it.call(), this, answering.remove().listener(), true);
            calls.put(it.call(), call);
        }
        if (call != null) {
            call.tell(it.event());
        }
    }

    /** Runs something that may block away from the loop. What it throws ends nothing but is logged. */
    private <T> void work(java.util.concurrent.Callable<T> task, Consumer<T> then) {
        workers.execute(() -> {
            try {
                T result = task.call();
                loop.runLater(() -> {
                    then.accept(result);
                    settle();
                });
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(UserAgent.class).error("background work failed", e);
            }
        });
    }

    private void remember(org.sipbrandy.stir.VerifiedIdentity peer) {
        if (peer.identity().anonymous()) {
            return;
        }
        var now = Instant.now();
        var known = peers.find(peer.identity()).stream()
                .filter(one -> one.pin().equals(peer.certificate().pin()))
                .findFirst();
        peers.record(known.map(one -> one.seen(peer.msec(), now))
                .orElseGet(() ->
                        KnownPeer.firstSeen(peer.identity(), peer.certificate().pin(), peer.msec(), now)));
    }

    // ── signalling ──────────────────────────────────────────────────────────────────────────────

    private void transmit(EndpointEffect.Transmit it) {
        settings.trace.message(Instant.now(), true, it.target(), it.message());
        var waiting = inFlight.computeIfAbsent(it.target(), _ -> new ArrayList<>());
        if (waiting.size() > 32) {
            waiting.removeFirst();
        }
        waiting.add(it.origin());
        transports.send(it.target(), it.message().encode());
    }

    private void transportFailed(Target target, TransportFailure failure) {
        org.slf4j.LoggerFactory.getLogger(UserAgent.class)
                .warn("{}:{}: {}", target.host(), target.port(), failure.message());
        settings.onFailure.accept(target.host() + ":" + target.port() + ": " + failure.message());
        var waiting = inFlight.remove(target);
        if (waiting != null) {
            waiting.forEach(origin -> endpoint.transportFailed(origin, now()));
        }
        settle();
    }

    private HostPort sentBy(Target target) {
        var places = listening.getOrDefault(target.transport(), List.of());
        boolean v6 = target.host().indexOf(':') >= 0;
        boolean loopback = IpAddress.parse(target.host()).isLoopback();
        for (InetSocketAddress place : places) {
            var address = IpAddress.of(place.getAddress().getAddress());
            if (address.isV6() == v6 && (address.isUnspecified() || address.isLoopback() == loopback)) {
                return HostPort.of(
                        address.isUnspecified() ? reachable(loopback, v6) : address.toString(), place.getPort());
            }
        }
        return HostPort.of(reachable(loopback, v6), target.transport().defaultPort());
    }

    private String reachable(boolean loopback, boolean v6) {
        return addresses(loopback).stream()
                .filter(address -> address.isV6() == v6)
                .map(IpAddress::toString)
                .findFirst()
                .orElse(v6 ? "::1" : "127.0.0.1");
    }

    /** RFC 3263 for numeric hosts and what the system's resolver knows; NAPTR and SRV come with connectivity. */
    private void locate(EndpointEffect.Locate it) {
        work(() -> targets(it.next()), found -> endpoint.located(it.ticket(), found, now()));
    }

    private List<Target> targets(Uri next) throws IOException {
        if (!(next instanceof SipUri uri)) {
            return List.of();
        }
        var transport = settings.transport.orElseGet(() -> uri.secure()
                ? Transport.TLS
                : uri.transport().flatMap(Transport::parse).orElse(Transport.UDP));
        if (uri.secure()) {
            transport = Transport.TLS;
        }
        String host =
                uri.host().startsWith("[") ? uri.host().substring(1, uri.host().length() - 1) : uri.host();
        var list = new ArrayList<Target>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                var target = Target.of(
                        transport,
                        IpAddress.of(address.getAddress()).toString(),
                        uri.port().orElse(transport.defaultPort()));
                list.add(transport.secure() ? target.withServerName(host) : target);
            }
        } catch (UnknownHostException _) {
            return List.of();
        }
        if (!list.isEmpty()) {
            ensureListening(transport, IpAddress.parse(list.getFirst().host()));
        }
        return list;
    }

    /** A caller has to be reachable, too: without a listener of that transport it opens one. */
    private synchronized void ensureListening(Transport transport, IpAddress towards) throws IOException {
        if (listening.getOrDefault(transport, List.of()).stream()
                .anyMatch(place -> IpAddress.of(place.getAddress().getAddress()).isV6() == towards.isV6())) {
            return;
        }
        if (transport == Transport.TLS && settings.tls.isEmpty()) {
            return;
        }
        String host = towards.isLoopback() ? towards.isV6() ? "::1" : "127.0.0.1" : towards.isV6() ? "::" : "0.0.0.0";
        bind(new Listen(transport, IpAddress.parse(host), 0));
    }

    private void bind(Listen where) throws IOException {
        var at = transports.listen(where.transport(), where.host(), where.port());
        listening.merge(where.transport(), List.of(at), (a, b) -> {
            var both = new ArrayList<>(a);
            both.addAll(b);
            return List.copyOf(both);
        });
        bound.add(new Listening(
                where.transport(), IpAddress.of(at.getAddress().getAddress()).toString(), at.getPort()));
    }

    // ── media ───────────────────────────────────────────────────────────────────────────────────

    private void openMedia(EndpointEffect.OpenMedia it) {
        boolean loopback =
                settings.allowLoopback || IpAddress.parse(it.towards().host()).isLoopback();
        var each = addresses(loopback);
        var all = new ArrayList<IpAddress>();
        for (int i = 0; i < it.streams(); i++) {
            all.addAll(each);
        }
        String call = it.call();
        MediaSockets.open(
                loop,
                all,
                (local, from, datagram, length) -> {
                    endpoint.mediaReceived(call, local, from, datagram, length, now());
                    settle();
                },
                (opened, local) -> {
                    sockets.put(call, opened);
                    endpoint.mediaOpened(call, share(local, it.streams()), loopback, now());
                    settle();
                });
    }

    /** Deals the sockets out: each stream gets one of each address. */
    private static List<List<TransportAddress>> share(List<TransportAddress> all, int streams) {
        var shares = new ArrayList<List<TransportAddress>>();
        for (int i = 0; i < streams; i++) {
            shares.add(new ArrayList<>());
        }
        var dealt = new HashMap<IpAddress, Integer>();
        for (TransportAddress one : all) {
            int to = dealt.merge(one.address(), 1, Integer::sum) - 1;
            shares.get(Math.min(to, streams - 1)).add(one);
        }
        return List.copyOf(shares);
    }

    private static List<IpAddress> addresses(boolean loopback) {
        var list = new ArrayList<IpAddress>();
        try {
            for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!one.isUp()) {
                    continue;
                }
                for (InetAddress address : Collections.list(one.getInetAddresses())) {
                    var ip = IpAddress.of(address.getAddress());
                    if (ip.isLoopback() == loopback && !ip.isLinkLocal() && !ip.isMulticast()) {
                        list.add(ip);
                    }
                }
            }
        } catch (SocketException _) {
            return List.of();
        }
        list.sort((a, b) -> Boolean.compare(a.isV6(), b.isV6()));
        return list;
    }

    // ── building ────────────────────────────────────────────────────────────────────────────────

    /** How an agent is to be. */
    public static final class Builder {
        private List<String> identities = List.of();
        private CredentialStore credentials = CredentialStore.of();
        private KnownPeers peers = new InMemoryKnownPeers();
        private Optional<java.util.function.Supplier<Answer>> incoming = Optional.empty();
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
        public Builder incoming(java.util.function.Supplier<Answer> how, Consumer<Call> whenRinging) {
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
            var agent = new UserAgent(this);
            try {
                for (Listen where : listen) {
                    agent.bind(where);
                }
                return agent;
            } catch (IOException | RuntimeException e) {
                agent.close();
                throw e;
            }
        }
    }
}
