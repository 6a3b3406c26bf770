package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.sip.transport.Transport;

/** Alice, Bob, and a clean network of 100 ms between them and back; Alice calls. */
final class Scene implements AutoCloseable {
    static final Duration ONE_WAY = Duration.ofMillis(50);

    final VirtualWorld world;
    final VirtualAgent alice;
    final VirtualAgent bob;

    Scene() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    Scene(UnaryOperator<CallSettings> caller, UnaryOperator<CallSettings> callee) {
        this(Transport.TCP, "sip:bob@example.com", caller, callee);
    }

    Scene(
            Transport transport,
            String calleeName,
            UnaryOperator<CallSettings> caller,
            UnaryOperator<CallSettings> callee) {
        world = new VirtualWorld(1, LinkQuality.clean(ONE_WAY), LinkQuality.clean(ONE_WAY));
        alice = new VirtualAgent(world, "sip:alice@example.com", "192.0.2.1", transport, caller);
        bob = new VirtualAgent(world, calleeName, "192.0.2.2", transport, callee);
        alice.connect(bob);
        bob.connect(alice);
    }

    static UnaryOperator<CallSettings> policy(Policy policy) {
        return settings -> settings.withPolicy(policy);
    }

    /** Media packets that left an agent. */
    static long rtp(VirtualAgent agent) {
        return agent.media().stream()
                .filter(one -> one.kind() == PacketKind.RTP)
                .count();
    }

    /** Calls and waits until media may flow at both ends. */
    String establish() {
        String call = alice.call();
        if (!established()) {
            throw new AssertionError("not established: " + alice.events() + " " + bob.events());
        }
        return call;
    }

    boolean established() {
        return world.run(
                Duration.ofSeconds(30).toNanos(),
                () -> !alice.events(CallEvent.Established.class).isEmpty()
                        && !bob.events(CallEvent.Established.class).isEmpty());
    }

    CallEvent.Ended end(VirtualAgent agent) {
        world.run(
                world.now() + Duration.ofSeconds(90).toNanos(),
                () -> !agent.events(CallEvent.Ended.class).isEmpty());
        return agent.events(CallEvent.Ended.class).getLast();
    }

    /** Media packets that leave an agent in the next second. */
    long rtpInASecond(VirtualAgent agent) {
        long before = rtp(agent);
        world.pass(Duration.ofSeconds(1));
        return rtp(agent) - before;
    }

    /** What an agent sent, in order: methods of requests, status and method of responses. */
    List<String> wire(VirtualAgent agent) {
        return agent.sent().stream().map(Wire::line).toList();
    }

    /** Nothing is left of any call. */
    void nothingIsLeft() {
        world.pass(Duration.ofSeconds(70));
        for (VirtualAgent agent : List.of(alice, bob)) {
            assertThat(agent.endpoint().calls()).isEmpty();
            assertThat(agent.endpoint().busy()).isFalse();
            assertThat(agent.endpoint().deadline()).as("timers").isEqualTo(Long.MAX_VALUE);
        }
    }

    @Override
    public void close() {
        world.close();
    }
}
