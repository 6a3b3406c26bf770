package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.sip.transport.Transport;

/**
 * Whole calls on a network that loses 30 % of everything, delays, reorders and repeats: signalling in datagrams, checks,
 * handshakes and media alike. A seed that fails is printed; {@code -Dbrandy.seed=N} runs it alone.
 */
class LossTest {
    private static final int SEEDS = Integer.getInteger("brandy.seeds", 1_000);
    private static final LinkQuality BAD = new LinkQuality(0.3, 0.1, Duration.ofMillis(200), Duration.ofMillis(100));
    private static final long LIMIT = Duration.ofSeconds(150).toNanos();

    private enum Outcome {
        CONFIDENTIAL,
        FAILED_CLEANLY
    }

    @Test
    @DisplayName(
            "MSEC-12 MSEC-13 30 % loss: each call ends confidential or fails cleanly, and no media leaves at pending")
    void badNetwork() {
        var failures = new ArrayList<String>();
        int confidential = 0;
        long[] seeds = Long.getLong("brandy.seed") != null
                ? new long[] {Long.getLong("brandy.seed")}
                : java.util.stream.LongStream.rangeClosed(1, SEEDS).toArray();
        for (long seed : seeds) {
            try {
                if (call(seed) == Outcome.CONFIDENTIAL) {
                    confidential++;
                }
            } catch (AssertionError | RuntimeException e) {
                failures.add("seed " + seed + ": " + e);
            }
        }
        System.out.printf(
                "%d calls at 30 %% loss: %d confidential, %d failed cleanly, %d wrong%n",
                seeds.length, confidential, seeds.length - confidential - failures.size(), failures.size());
        assertThat(failures)
                .as("replay one with: mvn -pl testkit -am test -Dtest=LossTest -Dbrandy.seed=N"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEmpty();
        assertThat(confidential)
                .as("of %s", Arrays.toString(new int[] {seeds.length}))
                .isGreaterThan(seeds.length / 2);
    }

    private static Outcome call(long seed) {
        UnaryOperator<CallSettings> patient =
                settings -> settings.withLimits(Duration.ofSeconds(20), Duration.ofSeconds(35));
        try (var world = new VirtualWorld(seed, BAD, BAD)) {
            var alice = new VirtualAgent(world, "sip:alice@example.com", "192.0.2.1", Transport.UDP, patient);
            var bob = new VirtualAgent(world, "sip:bob@example.com", "192.0.2.2", Transport.UDP, patient);
            alice.connect(bob);
            bob.connect(alice);
            String call = alice.call();
            world.run(LIMIT, () -> up(alice) && up(bob) || ended(alice) && ended(bob) || ended(alice) && idle(bob));
            boolean established = up(alice) && up(bob) && !ended(alice) && !ended(bob);
            if (established) {
                world.pass(Duration.ofSeconds(2));
            }
            alice.hangUp(call);
            world.run(world.now() + LIMIT, () -> idle(alice) && idle(bob));
            for (VirtualAgent agent : List.of(alice, bob)) {
                assertThat(agent.endpoint().calls()).as("calls left").isEmpty();
                noMediaBeforeTheVerdict(agent);
            }
            assertThat(alice.events(CallEvent.Ended.class)).hasSize(1);
            if (established) {
                assertThat(alice.events(CallEvent.Established.class).getFirst().level())
                        .isEqualTo(Level.CONFIDENTIAL);
            }
            return established ? Outcome.CONFIDENTIAL : Outcome.FAILED_CLEANLY;
        }
    }

    private static boolean up(VirtualAgent agent) {
        return !agent.events(CallEvent.Established.class).isEmpty();
    }

    private static boolean ended(VirtualAgent agent) {
        return !agent.events(CallEvent.Ended.class).isEmpty();
    }

    private static boolean idle(VirtualAgent agent) {
        return agent.endpoint().calls().isEmpty();
    }

    private static void noMediaBeforeTheVerdict(VirtualAgent agent) {
        long open = agent.events(CallEvent.SecurityChanged.class).stream()
                .filter(event -> event.verdict().level() == Level.CONFIDENTIAL)
                .mapToLong(CallEvent.SecurityChanged::at)
                .min()
                .orElse(Long.MAX_VALUE);
        for (VirtualAgent.Sent one : agent.media()) {
            if (one.kind() == PacketKind.RTP || one.kind() == PacketKind.RTCP) {
                assertThat(one.at()).as("media before the verdict").isGreaterThanOrEqualTo(open);
            }
        }
    }
}
