package org.sipbrandy.cli.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.cli.audit.capture.Handmade;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.testkit.world.LinkQuality;
import org.sipbrandy.testkit.world.Meddler;
import org.sipbrandy.testkit.world.VirtualAgent;
import org.sipbrandy.testkit.world.VirtualWorld;

/** A whole call in a virtual world, captured on the callee's side of whoever meddles with it. */
public final class CapturedCall {
    private static final String ALICE = "192.0.2.1:5060";
    private static final String BOB = "192.0.2.2:5060";

    private final Handmade capture = Handmade.ethernet();
    private final List<Packet> packets = new ArrayList<>();
    private Meddler meddler = Meddler.NONE;
    private VirtualWorld.MediaMeddler onMedia = VirtualWorld.MediaMeddler.NONE;
    private UnaryOperator<CallSettings> alice = it -> it.withPolicy(Policy.REQUIRE);
    private UnaryOperator<CallSettings> bob = it -> it.withPolicy(Policy.REQUIRE);
    private Duration talk = Duration.ofSeconds(2);

    /** What was captured, for those who want to change it. */
    record Packet(java.time.Instant time, String from, String to, byte[] payload) {}

    public static CapturedCall plain() {
        return new CapturedCall();
    }

    public CapturedCall meddled(Meddler with) {
        meddler = with;
        return this;
    }

    public CapturedCall mediaMeddled(VirtualWorld.MediaMeddler with) {
        onMedia = with;
        return this;
    }

    public CapturedCall policy(Policy both) {
        return policies(both, both);
    }

    public CapturedCall policies(Policy caller, Policy callee) {
        alice = it -> it.withPolicy(caller);
        bob = it -> it.withPolicy(callee);
        return this;
    }

    public CapturedCall talking(Duration time) {
        talk = time;
        return this;
    }

    /** Holds the call. */
    public CapturedCall held() {
        var quality = LinkQuality.clean(Duration.ofMillis(20));
        try (var world = new VirtualWorld(5, quality, quality)) {
            var caller = new VirtualAgent(world, "sip:alice@example.com", "192.0.2.1", Transport.TCP, alice);
            var callee = new VirtualAgent(world, "sip:bob@example.com", "192.0.2.2", Transport.TCP, bob);
            caller.connect(callee);
            callee.connect(caller);
            world.meddle((message, towardsCallee) -> {
                var passed = meddler.pass(message, towardsCallee);
                passed.forEach(one -> signalling(world, one, towardsCallee));
                return passed;
            });
            world.meddleWithMedia((from, to, datagram) -> {
                var passed = onMedia.pass(from, to, datagram);
                passed.forEach(one -> add(new Packet(world.time(), from.toString(), to.toString(), one.clone())));
                return passed;
            });
            String call = caller.call();
            world.run(
                    Duration.ofSeconds(60).toNanos(),
                    () -> !caller.events(CallEvent.Ended.class).isEmpty()
                            || !caller.events(CallEvent.Established.class).isEmpty());
            world.pass(talk);
            caller.hangUp(call);
            world.pass(Duration.ofSeconds(10));
        }
        return this;
    }

    private void signalling(VirtualWorld world, SipMessage message, boolean towardsCallee) {
        add(new Packet(world.time(), towardsCallee ? ALICE : BOB, towardsCallee ? BOB : ALICE, message.encode()));
    }

    private void add(Packet packet) {
        packets.add(packet);
        capture.udp(packet.time(), packet.from(), packet.to(), packet.payload());
    }

    List<Packet> packets() {
        return List.copyOf(packets);
    }

    byte[] octets() {
        return capture.octets();
    }

    Path file(Path folder) {
        return write(folder, octets());
    }

    static Path write(Path folder, byte[] octets) {
        try {
            return Files.write(Files.createTempFile(folder, "call", ".pcap"), octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only call in it, audited without asking anybody. */
    public AuditedCall audited(Path folder) {
        return onlyCall(file(folder));
    }

    static AuditedCall onlyCall(Path file) {
        try {
            var calls = audit(file).calls();
            if (calls.size() != 1) {
                throw new AssertionError(calls.size() + " calls");
            }
            return calls.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Audit.Result audit(Path file) throws IOException {
        return new Audit(TrustAnchors.NONE, CertificateSource.none()).of(file, Optional.empty());
    }
}
