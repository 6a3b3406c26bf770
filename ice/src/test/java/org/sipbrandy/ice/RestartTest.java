package org.sipbrandy.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RestartTest {
    static final ShortTermCredential ALICE_AGAIN = new ShortTermCredential("again", "againagainagainagainagain");
    static final ShortTermCredential BOB_AGAIN = new ShortTermCredential("later", "laterlaterlaterlaterlater");

    @Test
    @DisplayName("ICE-13 a restart makes a new session with both credentials new, roles kept")
    void restarts() {
        TwoAgents call = ConsentTest.connected(1);
        restart(call);
        call.run(Duration.ofSeconds(1));
        assertThat(call.agree()).isTrue();
        assertThat(call.alice.agent.localCredential()).isEqualTo(ALICE_AGAIN);
        assertThat(call.alice.agent.role()).isEqualTo(IceRole.CONTROLLING);
        assertThat(call.alice.all(IceEffect.Selected.class)).hasSize(2);
    }

    @Test
    @DisplayName("CONSENT-08 while the restart runs, data and consent stay on the old pair")
    void oldPairServes() {
        TwoAgents call = ConsentTest.connected(1);
        call.alice.agent.restart(ALICE_AGAIN, IceRole.CONTROLLING, call.net.now);
        int refreshed = call.alice.all(IceEffect.ConsentRefreshed.class).size();
        for (int i = 0; i < 60; i++) {
            call.run(Duration.ofSeconds(1));
            assertThat(call.alice.agent.maySend(call.net.now)).isTrue();
            assertThat(call.alice.agent.selectedPair()).isPresent();
        }
        assertThat(call.alice.all(IceEffect.ConsentRefreshed.class).size()).isGreaterThan(refreshed + 8);
        assertThat(call.alice.agent.state()).isEqualTo(IceState.NEW);
        call.net.passes = packet -> false;
        call.run(Duration.ofSeconds(31));
        assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
    }

    @Test
    @DisplayName("ICE-13 a refused restart is taken back and the old session goes on")
    void takenBack() {
        TwoAgents call = ConsentTest.connected(1);
        call.alice.agent.restart(ALICE_AGAIN, IceRole.CONTROLLING, call.net.now);
        call.run(Duration.ofSeconds(10));
        call.alice.agent.abandonRestart(call.net.now);
        call.run(Duration.ofSeconds(60));
        assertThat(call.agree()).isTrue();
        assertThat(call.alice.agent.localCredential()).isEqualTo(TwoAgents.ALICE);
        assertThat(call.alice.agent.maySend(call.net.now)).isTrue();
        assertThat(call.bob.agent.maySend(call.net.now)).isTrue();
    }

    @Test
    @DisplayName("ICE-13 the peer's restart is seen by its credential, and no other description is taken as one")
    void recognised() {
        TwoAgents call = ConsentTest.connected(1);
        assertThat(call.alice.agent.isRestart(RemoteParameters.of(TwoAgents.BOB)))
                .isFalse();
        RemoteParameters other = RemoteParameters.of(BOB_AGAIN);
        assertThat(call.alice.agent.isRestart(other)).isTrue();
        assertThatThrownBy(() -> call.alice.agent.setRemote(other, List.of(), call.net.now))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> call.alice.agent.restart(TwoAgents.ALICE, IceRole.CONTROLLING, call.net.now))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("ICE-14 the same description again, with more candidates, only adds to them")
    void sameAgain() {
        TwoAgents call = ConsentTest.connected(1);
        int sent = call.alice.sent.size();
        call.aliceKnowsBob().run(Duration.ofSeconds(1));
        assertThat(call.alice.sent).hasSize(sent);
        assertThat(call.alice.agent.remoteCandidates()).hasSize(1);
    }

    @Test
    @DisplayName("CONSENT-08 a restart onto a new path moves data without a gap")
    void newPath() {
        TwoAgents call = ConsentTest.connected(1);
        TransportAddress fresh = TransportAddress.of("198.51.100.7", 7);
        TransportAddress old = call.bobCandidates.getFirst().address();
        Candidate candidate = HostCandidates.of(List.of(old, fresh), 1, false).getLast();
        SimulatedNetwork.Host bob = call.bob;
        call.net.move(fresh, bob);
        bob.agent.addLocalCandidate(candidate, call.net.now);
        restart(call);
        call.alice.agent.addRemoteCandidate(candidate, call.net.now);
        call.net.passes = packet -> !packet.to().equals(old) && !packet.from().equals(old);
        for (int i = 0; i < 100; i++) {
            call.run(Duration.ofMillis(100));
            assertThat(call.alice.agent.maySend(call.net.now)).isTrue();
        }
        assertThat(call.alice.agent.selectedPair().orElseThrow().remote().address())
                .isEqualTo(fresh);
    }

    static void restart(TwoAgents call) {
        long now = call.net.now;
        call.alice.agent.restart(ALICE_AGAIN, call.alice.agent.role(), now);
        call.bob.agent.restart(BOB_AGAIN, call.bob.agent.role(), now);
        call.bob.agent.setRemote(
                RemoteParameters.trickling(ALICE_AGAIN), TwoAgents.asRemote(call.aliceCandidates), now);
        call.alice.agent.setRemote(RemoteParameters.trickling(BOB_AGAIN), TwoAgents.asRemote(call.bobCandidates), now);
    }
}
