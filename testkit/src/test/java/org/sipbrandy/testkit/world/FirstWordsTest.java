package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.sip.transport.Transport;

/** Media that is quicker than signalling: nothing that is said at the beginning is lost. */
class FirstWordsTest {
    private static long rtp(VirtualAgent agent) {
        return agent.media().stream()
                .filter(one -> one.kind() == PacketKind.RTP)
                .count();
    }

    @Test
    @DisplayName("the caller's first packets overtake its ACK and are heard")
    void overtakeTheAck() {
        var quick = LinkQuality.clean(Duration.ofMillis(1));
        var slow = LinkQuality.clean(Duration.ofMillis(400));
        try (var world = new VirtualWorld(1, quick, slow)) {
            UnaryOperator<CallSettings> settings = UnaryOperator.identity();
            var alice = new VirtualAgent(world, "sip:alice@example.com", "192.0.2.1", Transport.TCP, settings);
            var bob = new VirtualAgent(world, "sip:bob@example.com", "192.0.2.2", Transport.TCP, settings);
            alice.connect(bob);
            bob.connect(alice);
            String call = alice.call();
            world.run(
                    Duration.ofSeconds(20).toNanos(),
                    () -> !alice.events(CallEvent.Established.class).isEmpty());
            world.pass(Duration.ofSeconds(2));
            alice.hangUp(call);
            world.pass(Duration.ofSeconds(2));
            var heard = bob.events(CallEvent.Media.class).getLast().figures().receivedPackets();
            assertThat(rtp(alice)).isGreaterThan(90);
            // the very last one may be on its way when the call ends
            assertThat(heard).as("of %d sent", rtp(alice)).isGreaterThanOrEqualTo(rtp(alice) - 1);
            for (VirtualAgent agent : List.of(alice, bob)) {
                assertThat(agent.endpoint().calls()).isEmpty();
            }
        }
    }
}
