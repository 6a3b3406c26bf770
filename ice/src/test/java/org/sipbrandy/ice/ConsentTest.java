package org.sipbrandy.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TransactionId;

class ConsentTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    @DisplayName("CONSENT-02 data may be sent until 30 s after the last answer, and not one nanosecond longer")
    void expiry() {
        for (int seed = 0; seed < 200; seed++) {
            TwoAgents call = connected(seed);
            call.run(Duration.ofMillis(7_000 + 37L * seed));
            call.net.passes = packet -> false;
            call.run(Duration.ofMillis(25));
            long lastAnswer = lastRefresh(call.alice);
            call.net.runUntil(lastAnswer + 30 * SECOND - 1);
            assertThat(call.alice.agent.maySend(call.net.now)).isTrue();
            assertThat(call.alice.agent.consentAgeNanos(call.net.now)).hasValue(30 * SECOND - 1);
            // Even before the agent was told that time has passed.
            assertThat(call.alice.agent.maySend(call.net.now + 1)).isFalse();
            assertThat(call.alice.agent.deadline()).isEqualTo(lastAnswer + 30 * SECOND);
            call.net.runUntil(lastAnswer + 30 * SECOND);
            assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
            assertThat(call.alice.agent.state()).isEqualTo(IceState.FAILED);
            assertThat(call.alice.all(IceEffect.ConsentLost.class))
                    .extracting(IceEffect.ConsentLost::reason)
                    .containsExactly(IceEffect.ConsentLoss.EXPIRED);
            int sent = call.alice.sent.size();
            call.run(Duration.ofMinutes(5));
            assertThat(call.alice.sent).hasSize(sent);
        }
    }

    @Test
    @DisplayName(
            "CONSENT-03 CONSENT-04 ICE-11 checks keep the pair alive: 4 to 6 s apart, not regular, each once with a new transaction id")
    void interval() {
        TwoAgents call = connected(7);
        int before = call.alice.sent.size();
        call.net.passes = packet -> !isRequestOf(call, packet) || call.net.now % 3 != 0;
        call.run(Duration.ofMinutes(10));
        List<SimulatedNetwork.Packet> checks = call.alice.sent.subList(before, call.alice.sent.size()).stream()
                .filter(ConnectivityTest::isRequest)
                .toList();
        Set<TransactionId> ids = new HashSet<>();
        Set<Long> intervals = new HashSet<>();
        for (int i = 0; i < checks.size(); i++) {
            assertThat(ids.add(StunMessage.parse(checks.get(i).datagram()).id()))
                    .isTrue();
            if (i > 0) {
                long interval = checks.get(i).at() - checks.get(i - 1).at();
                assertThat(interval).isBetween(4 * SECOND, 6 * SECOND);
                intervals.add(interval / 100_000_000);
            }
        }
        assertThat(checks.size()).isBetween(100, 150);
        assertThat(intervals.size()).isGreaterThan(10);
    }

    private static boolean isRequestOf(TwoAgents call, SimulatedNetwork.Packet packet) {
        return packet.from().equals(call.aliceCandidates.getFirst().address()) && ConnectivityTest.isRequest(packet);
    }

    @Test
    @DisplayName("CONSENT-01 nothing may be sent before the first check has succeeded")
    void beforeConsent() {
        TwoAgents call = new TwoAgents(1);
        assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
        assertThat(call.alice.agent.consentAgeNanos(call.net.now)).isEmpty();
        call.start();
        call.net.runUntil(call.net.now + 2 * call.net.delay - 1);
        assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
        call.net.runUntil(call.net.now + 1);
        assertThat(call.alice.agent.maySend(call.net.now)).isTrue();
        assertThat(call.alice.all(IceEffect.ConsentGranted.class)).hasSize(1);
    }

    @Test
    @DisplayName("CONSENT-05 responses that are forged, unsigned or from elsewhere do not refresh consent")
    void forgeries() {
        TwoAgents call = connected(3);
        TransportAddress alice = call.aliceCandidates.getFirst().address();
        TransportAddress bob = call.bobCandidates.getFirst().address();
        call.net.passes = packet -> {
            if (isRequestOf(call, packet)) {
                StunMessage request = StunMessage.parse(packet.datagram());
                StunBuilder unsigned = StunBuilder.success(request).add(new StunAttribute.XorMappedAddress(alice));
                call.alice.agent.receive(alice, bob, unsigned.withFingerprint(), call.net.now);
                byte[] wrong = Binding.success(request, alice, TwoAgents.ALICE);
                call.alice.agent.receive(alice, bob, wrong, call.net.now);
                byte[] elsewhere = Binding.success(request, alice, TwoAgents.BOB);
                call.alice.agent.receive(alice, TransportAddress.of("203.0.113.9", 9), elsewhere, call.net.now);
                return false;
            }
            return !packet.to().equals(alice);
        };
        long last = lastRefresh(call.alice);
        int refreshed = call.alice.all(IceEffect.ConsentRefreshed.class).size();
        call.net.runUntil(last + 31 * SECOND);
        assertThat(call.alice.all(IceEffect.ConsentRefreshed.class)).hasSize(refreshed);
        assertThat(call.alice.agent.maySend(last + 30 * SECOND)).isFalse();
        assertThat(call.alice.agent.state()).isEqualTo(IceState.FAILED);
    }

    @Test
    @DisplayName("CONSENT-06 answers after expiry revive nothing; a restart with new credentials does")
    void noRevival() {
        TwoAgents call = connected(5);
        call.net.passes = packet -> false;
        call.run(Duration.ofSeconds(40));
        assertThat(call.alice.agent.state()).isEqualTo(IceState.FAILED);
        for (SimulatedNetwork.Packet packet : List.copyOf(call.alice.sent)) {
            StunMessage message = StunMessage.parse(packet.datagram());
            if (message.messageClass() == StunClass.REQUEST) {
                byte[] late = Binding.success(message, packet.from(), TwoAgents.BOB);
                call.alice.agent.receive(packet.from(), packet.to(), late, call.net.now);
            }
        }
        assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
        call.net.passes = packet -> true;
        call.run(Duration.ofSeconds(20));
        assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
        RestartTest.restart(call);
        call.run(Duration.ofSeconds(1));
        assertThat(call.agree()).isTrue();
        assertThat(call.alice.agent.maySend(call.net.now)).isTrue();
    }

    @Test
    @DisplayName("CONSENT-06 an answer that comes with the expiry, before the timeout was handled, revives nothing")
    void answerAtExpiry() {
        TwoAgents call = connected(5);
        call.net.passes = packet -> false;
        long last = lastRefresh(call.alice);
        call.net.runUntil(last + 30 * SECOND - 1);
        long late = last + 30 * SECOND;
        for (SimulatedNetwork.Packet packet : List.copyOf(call.alice.sent)) {
            StunMessage message = StunMessage.parse(packet.datagram());
            if (message.messageClass() == StunClass.REQUEST) {
                byte[] answer = Binding.success(message, packet.from(), TwoAgents.BOB);
                call.alice.agent.receive(packet.from(), packet.to(), answer, late);
            }
        }
        assertThat(call.alice.agent.maySend(late)).isFalse();
        assertThat(call.alice.agent.state()).isEqualTo(IceState.FAILED);
    }

    @Test
    @DisplayName("CONSENT-07 an authenticated 403 revokes consent at once, a forged one does not")
    void forbidden() {
        TwoAgents call = connected(9);
        TransportAddress alice = call.aliceCandidates.getFirst().address();
        TransportAddress bob = call.bobCandidates.getFirst().address();
        boolean[] genuine = {false};
        call.net.passes = packet -> {
            if (isRequestOf(call, packet)) {
                StunMessage request = StunMessage.parse(packet.datagram());
                ShortTermCredential signer = genuine[0] ? TwoAgents.BOB : TwoAgents.ALICE;
                byte[] forbidden = Binding.error(request, Binding.FORBIDDEN, "Forbidden", signer);
                call.net.inject(bob, alice, forbidden);
                return false;
            }
            return true;
        };
        call.run(Duration.ofSeconds(10));
        assertThat(call.alice.agent.maySend(call.net.now)).isTrue();
        genuine[0] = true;
        call.run(Duration.ofSeconds(7));
        assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
        assertThat(call.alice.all(IceEffect.ConsentLost.class))
                .extracting(IceEffect.ConsentLost::reason)
                .containsExactly(IceEffect.ConsentLoss.REVOKED);
    }

    @Test
    @DisplayName("CONSENT-07 revocation learned elsewhere, such as a DTLS alert, stops sending at once")
    void revoked() {
        TwoAgents call = connected(9);
        call.alice.agent.revokeConsent(call.net.now);
        assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
        int sent = call.alice.sent.size();
        call.alice.drain();
        assertThat(call.alice.agent.state()).isEqualTo(IceState.FAILED);
        assertThat(call.alice.sent).hasSize(sent);
    }

    @Test
    @DisplayName("CONSENT-11 the peer's checks are answered though our own consent is gone")
    void answersOn() {
        TwoAgents call = connected(9);
        call.alice.agent.revokeConsent(call.net.now);
        call.run(Duration.ofMinutes(2));
        assertThat(call.bob.agent.maySend(call.net.now)).isTrue();
        assertThat(call.bob.agent.state()).isEqualTo(IceState.COMPLETED);
    }

    @Test
    @DisplayName("CONSENT-02 consent lives through minutes of 20 % loss or dies within 30 s of the last answer")
    void lossy() {
        int alive = 0;
        for (int seed = 0; seed < 300; seed++) {
            TwoAgents call = connected(seed);
            call.net.loss = 0.2;
            for (int i = 0; i < 300; i++) {
                call.run(Duration.ofSeconds(1));
                boolean fresh = call.net.now - lastRefresh(call.alice) < 30 * SECOND;
                assertThat(call.alice.agent.maySend(call.net.now))
                        .as("seed %d", seed)
                        .isEqualTo(fresh);
            }
            alive += call.alice.agent.maySend(call.net.now) ? 1 : 0;
        }
        assertThat(alive).isGreaterThan(250);
    }

    static TwoAgents connected(long seed) {
        TwoAgents call = new TwoAgents(seed).start().run(Duration.ofMillis(500));
        assertThat(call.agree()).isTrue();
        return call;
    }

    /** When the last valid response came that the agent told of. */
    static long lastRefresh(SimulatedNetwork.Host host) {
        long last = Long.MIN_VALUE;
        for (IceEffect effect : host.effects) {
            switch (effect) {
                case IceEffect.ConsentGranted granted -> last = Math.max(last, granted.at());
                case IceEffect.ConsentRefreshed refreshed -> last = Math.max(last, refreshed.at());
                case IceEffect.SendDatagram _,
                        IceEffect.StateChanged _,
                        IceEffect.PairValid _,
                        IceEffect.Selected _,
                        IceEffect.ConsentLost _,
                        IceEffect.RoleChanged _,
                        IceEffect.Failed _ -> {
                    // No news of consent.
                }
            }
        }
        return last;
    }
}
