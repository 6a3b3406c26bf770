package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallEvent.TransferState;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.CallSettings.Transfers;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transport.Transport;

/** Alice, who talks to Bob and hands him on; Bob, who follows; Carol. */
final class ThreeParties implements AutoCloseable {
    static final String CAROL = "sip:carol@example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final VirtualWorld world;
    final VirtualAgent alice;
    final VirtualAgent bob;
    final VirtualAgent carol;

    ThreeParties() {
        this(UnaryOperator.identity());
    }

    /** @param third how Carol holds her calls */
    ThreeParties(UnaryOperator<CallSettings> third) {
        this(Transport.TCP, LinkQuality.clean(Scene.ONE_WAY), 1, follow(), third);
    }

    ThreeParties(
            Transport transport,
            LinkQuality signalling,
            long seed,
            UnaryOperator<CallSettings> second,
            UnaryOperator<CallSettings> third) {
        world = new VirtualWorld(seed, signalling, LinkQuality.clean(Scene.ONE_WAY));
        alice = new VirtualAgent(world, "sip:alice@example.com", "192.0.2.1", transport, follow());
        bob = new VirtualAgent(world, "sip:bob@example.com", "192.0.2.2", transport, second);
        carol = new VirtualAgent(world, CAROL, "192.0.2.3", transport, third);
        alice.connect(bob);
        bob.connect(alice);
        carol.connect(bob);
    }

    static UnaryOperator<CallSettings> follow() {
        return settings -> settings.withTransfers(Transfers.FOLLOW);
    }

    void until(BooleanSupplier done) {
        assertThat(world.run(world.now() + PATIENCE.toNanos(), done))
                .as("in time: alice %s\nbob %s\ncarol %s", alice.events(), bob.events(), carol.events())
                .isTrue();
    }

    /** Somebody calls somebody, and both talk. */
    String talk(VirtualAgent from, VirtualAgent to, String name) {
        int before = to.events(CallEvent.Established.class).size();
        String call = from.call(name);
        until(() -> !from.events(call, CallEvent.Established.class).isEmpty()
                && to.events(CallEvent.Established.class).size() > before);
        return call;
    }

    /** What was told last of a transfer of that call. */
    static CallEvent.Transfer last(VirtualAgent agent, String call) {
        return agent.events(call, CallEvent.Transfer.class).getLast();
    }

    void awaitTransfer(VirtualAgent agent, String call, TransferState state) {
        until(() -> agent.events(call, CallEvent.Transfer.class).stream().anyMatch(it -> it.state() == state));
    }

    /** The requests of that method that an agent sent, repeats included. */
    static List<SipRequest> requests(VirtualAgent agent, String method) {
        return agent.sent().stream()
                .filter(message -> Wire.is(message, method))
                .map(SipRequest.class::cast)
                .toList();
    }

    static boolean sent(VirtualAgent agent, String line) {
        return agent.sent().stream().anyMatch(message -> Wire.is(message, line));
    }

    /** That call is confidential, with that one. */
    static void confidential(VirtualAgent agent, String call, String peer) {
        var verdict =
                agent.events(call, CallEvent.SecurityChanged.class).getLast().verdict();
        assertThat(verdict.level()).isEqualTo(Level.CONFIDENTIAL);
        assertThat(verdict.peer().orElseThrow().name()).isEqualTo(peer);
    }

    /** Both ends of the call between Alice and Bob go on as if nothing had been asked. */
    void untouched(String call) {
        for (VirtualAgent agent : List.of(alice, bob)) {
            assertThat(agent.events(call, CallEvent.Ended.class)).isEmpty();
            assertThat(agent.endpoint().calls()).contains(call);
            long before = Scene.rtp(agent);
            world.pass(Duration.ofSeconds(1));
            assertThat(Scene.rtp(agent) - before).isGreaterThan(40);
            confidential(agent, call, agent == alice ? "sip:bob@example.com" : "sip:alice@example.com");
        }
    }

    /** Changes the requests of one method on their way. */
    void edit(String method, UnaryOperator<SipMessage> change) {
        world.meddle((message, _) -> List.of(Wire.is(message, method) ? change.apply(message) : message));
    }

    void nothingIsLeft() {
        world.meddle(Meddler.NONE);
        for (VirtualAgent agent : List.of(alice, bob, carol)) {
            agent.endpoint().calls().forEach(agent::hangUp);
        }
        world.pass(Duration.ofSeconds(70));
        for (VirtualAgent agent : List.of(alice, bob, carol)) {
            assertThat(agent.endpoint().calls()).isEmpty();
            assertThat(agent.endpoint().busy()).isFalse();
            assertThat(agent.endpoint().deadline()).as("timers").isEqualTo(Long.MAX_VALUE);
        }
        assertThat(world.openSockets()).isZero();
    }

    @Override
    public void close() {
        world.close();
    }
}
