package org.sipbrandy.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.dtls.Fixtures.ALICE;
import static org.sipbrandy.dtls.Fixtures.BOB;
import static org.sipbrandy.dtls.Fixtures.RANDOM;
import static org.sipbrandy.dtls.Fixtures.expects;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AsynchronousTest {
    private final BlockingQueue<Boolean> wakeups = new LinkedBlockingQueue<>();
    private final HandshakeDrive drive =
            new HandshakeDrive.Asynchronous(Thread.ofVirtual()::start, () -> wakeups.add(true));
    private final DtlsAssociation alice =
            new DtlsAssociation(DtlsRole.CLIENT, ALICE, DtlsConfiguration.DEFAULT, expects(BOB), RANDOM, drive);
    private final DtlsAssociation bob =
            new DtlsAssociation(DtlsRole.SERVER, BOB, DtlsConfiguration.DEFAULT, expects(ALICE), RANDOM, drive);
    private final List<DtlsOutput> atAlice = new ArrayList<>();
    private final List<DtlsOutput> atBob = new ArrayList<>();

    @Test
    @DisplayName("MSEC-16 DTLS-28 driven by wake-ups the handshake completes, and closing reaches the peer")
    void wakeups() throws InterruptedException {
        bob.start(0);
        alice.start(0);
        while (atAlice.isEmpty() || atBob.isEmpty()) {
            Objects.requireNonNull(wakeups.poll(10, TimeUnit.SECONDS), "no wake-up");
            pump();
        }
        assertThat(Fixtures.sameKeys(
                        Fixtures.connected(atAlice).keys(),
                        Fixtures.connected(atBob).keys()))
                .isTrue();
        bob.close(2);
        pump();
        assertThat(atAlice).last().isEqualTo(new DtlsOutput.PeerClosed(0));
    }

    @Test
    @DisplayName("DTLS-28 an abandoned handshake wakes its owner for the last words and tells nothing else")
    void abandoned() throws InterruptedException {
        alice.start(0);
        alice.close(1);
        assertThat(wakeups.poll(10, TimeUnit.SECONDS)).isNotNull();
        pump();
        assertThat(alice.state()).isEqualTo(DtlsState.CLOSED);
        assertThat(atAlice).isEmpty();
    }

    private void pump() {
        boolean moved = true;
        while (moved) {
            moved = pump(alice, bob, atAlice) | pump(bob, alice, atBob);
        }
    }

    private static boolean pump(DtlsAssociation from, DtlsAssociation to, List<DtlsOutput> told) {
        boolean moved = false;
        for (DtlsOutput output = from.poll(); output != null; output = from.poll()) {
            moved = true;
            if (output instanceof DtlsOutput.Send(byte[] datagram)) {
                to.receive(datagram, 1);
            } else {
                told.add(output);
            }
        }
        return moved;
    }
}
