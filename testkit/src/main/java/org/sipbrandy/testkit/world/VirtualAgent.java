package org.sipbrandy.testkit.world;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.EndpointSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.endpoint.Endpoint;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.dtls.HandshakeDrive;
import org.sipbrandy.dtls.SrtpProfileId;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.HostCandidates;
import org.sipbrandy.ice.IceConfig;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.digest.Logins;
import org.sipbrandy.sip.message.HostPort;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.TransactionTimers;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.srtp.SrtpOptions;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.credential.CertificatePlace;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;

/** A user agent in a {@link VirtualWorld}: a real endpoint whose sockets, threads and clock are virtual. */
public final class VirtualAgent implements AutoCloseable {
    private final VirtualWorld world;
    private final String aor;
    private final IpAddress address;
    private final Transport transport;
    private final Endpoint endpoint;
    private final ExecutorService handshakes = Executors.newVirtualThreadPerTaskExecutor();
    private final VirtualIdentity identity;
    private final Map<String, List<TransportAddress>> sockets = new HashMap<>();
    private final List<CallEvent> events = new ArrayList<>();
    private final Map<String, List<CallEvent>> eventsOf = new HashMap<>();
    private final List<SipMessage> sent = new ArrayList<>();
    private final List<Sent> media = new ArrayList<>();
    private @Nullable VirtualAgent other;
    private boolean answers = true;
    private List<Candidate> further = List.of();
    private Duration verification = Duration.ZERO;
    private Duration clockAhead = Duration.ZERO;

    /** A media datagram that left, and how the call stood then. */
    public record Sent(long at, PacketKind kind, byte[] datagram) {}

    /** A bound address. */
    interface Socket {
        void received(TransportAddress local, TransportAddress from, byte[] datagram);
    }

    /**
     * @param aor such as {@code sip:alice@example.com}
     * @param address a literal
     * @param transport of signalling; UDP is subject to loss, whatever the size of a message
     * @param settings how calls are held
     */
    public VirtualAgent(
            VirtualWorld world, String aor, String address, Transport transport, UnaryOperator<CallSettings> settings) {
        this(world, aor, address, transport, settings, Logins.none());
    }

    /** @param logins for proxies that ask */
    public VirtualAgent(
            VirtualWorld world,
            String aor,
            String address,
            Transport transport,
            UnaryOperator<CallSettings> settings,
            Logins logins) {
        this.world = world;
        this.aor = aor;
        this.address = IpAddress.parse(address);
        this.transport = transport;
        var secure = new SecureRandom();
        var call = settings.apply(CallSettings.of(Policy.REQUIRE, List.of(StreamKind.audio(List.of(Encoding.PCMU)))));
        this.identity = new VirtualIdentity(aor);
        var mediaSettings = new MediaSettings(
                IceConfig.standard().withPatience(Duration.ofSeconds(60)),
                SrtpProfileId.DEFAULT_ORDER,
                SrtpOptions.defaults(),
                new HandshakeDrive.LockStep(handshakes),
                Optional.empty(),
                secure);
        this.endpoint = new Endpoint(
                new EndpointSettings(
                        List.of(Uri.parse(aor)),
                        _ -> Optional.of(call),
                        _ -> HostPort.of(this.address.toString(), 5060),
                        TransactionTimers.STANDARD,
                        Integer.MAX_VALUE,
                        mediaSettings,
                        100,
                        ""),
                logins,
                now -> VirtualWorld.BEGINNING.plusNanos(now).plus(clockAhead),
                world.fork());
        this.callSettings = call;
        world.join(this);
    }

    private final CallSettings callSettings;

    /** Says who is at the other end of signalling. */
    public VirtualAgent connect(VirtualAgent peer) {
        other = peer;
        return this;
    }

    /** Whether incoming calls are taken; they are, unless this says otherwise. */
    public void answering(boolean value) {
        answers = value;
    }

    /** How far its clock is ahead of the true time; not at all, unless this says otherwise. */
    public void clockAhead(Duration offset) {
        clockAhead = offset;
    }

    /** Signs with these, whose certificates are there; with one that is self-signed, unless this says otherwise. */
    public void signWith(CredentialStore credentials, CertificatePlace place) {
        identity.signWith(credentials, place);
    }

    /** Verifies by that policy; by the standard one, unless this says otherwise. */
    public void believe(VerificationPolicy policy) {
        identity.believe(policy);
    }

    /** How long it takes to verify a signature; no time, unless this says otherwise. */
    public void verifyingTakes(Duration time) {
        verification = time;
    }

    /** Calls the other end. */
    public String call() {
        return call(java.util.Objects.requireNonNull(other).aor);
    }

    /** Calls somebody by way of the other end. */
    public String call(String whom) {
        var to = Uri.parse(whom);
        String id = endpoint.call(NameAddr.of(Uri.parse(aor)), to, to, callSettings, world.now());
        settle();
        return id;
    }

    /** Asks the far end to call somebody else, if it can be asked now. */
    public boolean transfer(String call, String whom) {
        boolean asked = endpoint.transfer(call, Uri.parse(whom), world.now());
        settle();
        return asked;
    }

    /** Asks the far end to take our place in another call. */
    public boolean transferInto(String call, String other) {
        boolean asked = endpoint.transfer(call, other, world.now());
        settle();
        return asked;
    }

    /** Takes a call that rings. */
    public void accept(String call) {
        endpoint.accept(call, world.now());
        settle();
    }

    /** Puts the far end on hold, if that can be offered now. */
    public boolean hold(String call) {
        boolean offered = endpoint.hold(call, world.now());
        settle();
        return offered;
    }

    /** Takes the far end back. */
    public boolean resume(String call) {
        boolean offered = endpoint.resume(call, world.now());
        settle();
        return offered;
    }

    /** Offers other codecs. */
    public boolean speak(String call, Encoding... encodings) {
        boolean offered = endpoint.speak(call, StreamKind.audio(List.of(encodings)), world.now());
        settle();
        return offered;
    }

    /** Lets somebody else speak. */
    public boolean speakAs(String call, String address) {
        boolean offered = endpoint.speakAs(call, Uri.parse(address), world.now());
        settle();
        return offered;
    }

    /** Ends a call. */
    public void hangUp(String call) {
        endpoint.hangUp(call, world.now());
        settle();
    }

    /** The endpoint itself. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** What was told so far. */
    public List<CallEvent> events() {
        return List.copyOf(events);
    }

    /** Those of one kind, of one call. */
    public <T extends CallEvent> List<T> events(String call, Class<T> kind) {
        return eventsOf.getOrDefault(call, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Those of one kind. */
    public <T extends CallEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The messages that left, repeats included. */
    public List<SipMessage> sent() {
        return List.copyOf(sent);
    }

    /** The media datagrams that left. */
    public List<Sent> media() {
        return List.copyOf(media);
    }

    /** Offers these candidates besides its own; what is sent to them is lost. */
    public void offeringBesides(List<Candidate> candidates) {
        further = List.copyOf(candidates);
    }

    /** What is known of peers. */
    public InMemoryKnownPeers peers() {
        return identity.peers();
    }

    /** The credentials of one call only that it was handed to sign with, in order. */
    public List<Credential> oneTimeCredentials() {
        return identity.oneTime();
    }

    /** The addresses of the calls' media, those of former calls included. */
    List<TransportAddress> sockets() {
        return sockets.values().stream().flatMap(List::stream).toList();
    }

    private Instant time() {
        return world.time().plus(clockAhead);
    }

    /** Whether a URI is this one's address of record, or its address. */
    boolean isMeantBy(Uri uri) {
        return uri.sameAs(Uri.parse(aor))
                || uri instanceof SipUri sip && sip.host().equals(address.toString());
    }

    /** Who is called by that URI: that agent, else the other end of signalling, which may know. */
    private VirtualAgent towards(Uri uri) {
        return world.agent(uri).orElseGet(() -> java.util.Objects.requireNonNull(other));
    }

    private Target target(VirtualAgent peer) {
        return Target.of(transport, peer.address.toString(), 5060);
    }

    void arrived(byte[] message, VirtualAgent from) {
        endpoint.received(SipParser.parse(message), target(from), world.now());
    }

    long deadline() {
        return endpoint.deadline();
    }

    void timeout() {
        if (endpoint.deadline() <= world.now()) {
            endpoint.timeout(world.now());
        }
    }

    /** Does what the endpoint wants done. */
    void settle() {
        @Nullable EndpointEffect effect;
        while ((effect = endpoint.poll()) != null) {
            perform(effect);
        }
    }

    private void perform(EndpointEffect effect) {
        long now = world.now();
        switch (effect) {
            case EndpointEffect.Transmit it -> transmit(it);
            case EndpointEffect.Locate it -> endpoint.located(it.ticket(), List.of(target(towards(it.next()))), now);
            case EndpointEffect.OpenMedia it -> {
                var opened = new ArrayList<LocalMedia>();
                for (int i = 0; i < it.streams(); i++) {
                    String call = it.call();
                    var at = world.bind(
                            address,
                            (local, from, datagram) ->
                                    endpoint.mediaReceived(call, local, from, datagram, datagram.length, world.now()));
                    sockets.computeIfAbsent(call, _ -> new ArrayList<>()).add(at);
                    var candidates = new ArrayList<>(HostCandidates.of(List.of(at), 1, true));
                    candidates.addAll(further);
                    opened.add(LocalMedia.of(candidates, address.isV6()));
                }
                endpoint.mediaOpened(it.call(), opened, now);
            }
            case EndpointEffect.CloseMedia it ->
                sockets.getOrDefault(it.call(), List.of()).forEach(world::unbind);
            case EndpointEffect.SendMedia it -> {
                media.add(new Sent(now, PacketKind.of(it.datagram()), it.datagram()));
                world.send(it.local(), it.remote(), it.datagram());
            }
            case EndpointEffect.Sign it -> endpoint.signed(it.ticket(), identity.sign(it, time()), now);
            case EndpointEffect.Verify it -> verify(it);
            case EndpointEffect.Remember(var peer) -> identity.remember(peer, time());
            case EndpointEffect.Invitation it -> {
                if (answers) {
                    endpoint.accept(it.call(), now);
                }
            }
            case EndpointEffect.Tell it -> {
                events.add(it.event());
                eventsOf.computeIfAbsent(it.call(), _ -> new ArrayList<>()).add(it.event());
            }
            case EndpointEffect.Forget _,
                    EndpointEffect.CertificateFetched _,
                    EndpointEffect.KeepFlow _,
                    EndpointEffect.TellRegistration _ -> {}
        }
    }

    private void verify(EndpointEffect.Verify it) {
        var result = identity.verify(it, time());
        if (verification.isZero()) {
            endpoint.verified(it.ticket(), result, world.now());
        } else {
            world.at(world.now() + verification.toNanos(), () -> endpoint.verified(it.ticket(), result, world.now()));
        }
    }

    private boolean calling;

    private void transmit(EndpointEffect.Transmit it) {
        sent.add(it.message());
        if (it.message() instanceof org.sipbrandy.sip.message.SipRequest request
                && request.method().equals(org.sipbrandy.sip.message.SipMethod.INVITE)) {
            calling = true;
        }
        var to = towards(SipUri.of(HostPort.of(it.target().host())));
        world.send(this, to, it.message(), !transport.reliable(), calling);
    }

    @Override
    public void close() {
        for (String call : endpoint.calls()) {
            endpoint.hangUp(call, world.now());
        }
        settle();
        handshakes.shutdownNow();
    }
}
