package org.sipbrandy.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BadLinkTest {
    private static final int SEEDS = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    @DisplayName("DTLS-22 DTLS-23 DTLS-37 handshakes survive 30 % loss, reordering and copies, or end by the limit")
    void badLinks() {
        int complete = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            complete += handshake(seed) ? 1 : 0;
        }
        assertThat(complete).as("complete of %s", SEEDS).isGreaterThan(SEEDS * 95 / 100);
    }

    /** Whether both ends connected with the same keys. */
    private static boolean handshake(long seed) {
        Random random = new Random(seed);
        Link.Weather weather =
                new Link.Weather(0.3, 0.1, Duration.ofMillis(200), Duration.ofMillis(random.nextInt(300)));
        // Small datagrams give long flights of many fragments.
        int mtu = random.nextBoolean() ? 1200 : 256 + random.nextInt(400);
        DtlsConfiguration configuration =
                DtlsConfiguration.DEFAULT.withHandshakeLimit(LIMIT).withMtu(mtu);
        DtlsAssociation alice = Fixtures.client(configuration);
        DtlsAssociation bob = Fixtures.server(configuration);
        Link link = new Link(End.of(alice), End.of(bob), weather, seed).run(LIMIT.multipliedBy(2));

        assertThat(link.fromFirst).as("seed %s", seed).allMatch(datagram -> datagram.length <= mtu);
        assertThat(link.fromSecond).as("seed %s", seed).allMatch(datagram -> datagram.length <= mtu);
        boolean connected = link.first.getFirst() instanceof DtlsOutput.Connected a
                && link.second.getFirst() instanceof DtlsOutput.Connected b
                && Fixtures.sameKeys(a.keys(), b.keys());
        if (connected) {
            assertThat(link.first).as("seed %s", seed).hasSize(1);
            assertThat(link.second).as("seed %s", seed).hasSize(1);
            return true;
        }
        // The server is done before the client; if its last flight never comes through, the client's end ends it too.
        assertThat(link.first).as("seed %s", seed).allMatch(BadLinkTest::cleanEnd);
        assertThat(link.second).as("seed %s", seed).allMatch(BadLinkTest::cleanEnd);
        assertThat(link.first).as("seed %s", seed).anyMatch(DtlsOutput.Failed.class::isInstance);
        return false;
    }

    private static boolean cleanEnd(DtlsOutput output) {
        return switch (output) {
            case DtlsOutput.Failed failed ->
                failed.reason() == DtlsFailure.TIMED_OUT || failed.reason() == DtlsFailure.PEER_ALERT;
            case DtlsOutput.PeerClosed closed -> closed.alert() == 0;
            case DtlsOutput.Connected connected -> true;
            case DtlsOutput.Send send -> false;
        };
    }
}
