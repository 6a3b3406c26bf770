package org.sipbrandy.stir.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

class TrustTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final CanonicalIdentity ALICE = CanonicalIdentity.of("sip:alice@example.com");

    private static final CanonicalIdentity MALLORY = CanonicalIdentity.of("sip:mallory@example.com");

    private static final KeyPin ONE = KeyPin.of(new byte[] {1});

    private static final KeyPin TWO = KeyPin.of(new byte[] {2});

    private final KnownPeers peers = new InMemoryKnownPeers();

    private PeerTrust decide(CanonicalIdentity identity, KeyPin pin) {
        return TrustOnFirstUse.decide(identity, pin, peers);
    }

    @Test
    @DisplayName("CRED-07, CRED-08, AUTHZ-02 first use, then known, then verified; another key is a change")
    void levels() {
        assertThat(decide(ALICE, ONE).level()).isEqualTo(PeerTrust.Level.FIRST_USE);
        KnownPeer alice = KnownPeer.firstSeen(ALICE, ONE, false, NOW);
        peers.record(alice);
        assertThat(decide(ALICE, ONE).level()).isEqualTo(PeerTrust.Level.KNOWN);
        assertThat(decide(ALICE, TWO).level()).isEqualTo(PeerTrust.Level.CHANGED);
        peers.record(alice.asVerified(Comparison.How.NUMBER, NOW));
        assertThat(decide(ALICE, ONE).level()).isEqualTo(PeerTrust.Level.VERIFIED);
        assertThat(decide(ALICE, TWO).level()).isEqualTo(PeerTrust.Level.CHANGED);
        assertThat(peers.forget(ALICE)).isTrue();
        assertThat(peers.forget(ALICE)).isFalse();
        assertThat(decide(ALICE, TWO).level()).isEqualTo(PeerTrust.Level.FIRST_USE);
    }

    @Test
    @DisplayName(
            "AUTHZ-03 an identity may have several keys, each accepted; a second does not inherit what was verified")
    void devices() {
        peers.record(KnownPeer.firstSeen(ALICE, ONE, false, NOW).asVerified(Comparison.How.NUMBER, NOW));
        assertThat(decide(ALICE, TWO).level()).isEqualTo(PeerTrust.Level.CHANGED);
        peers.record(KnownPeer.firstSeen(ALICE, TWO, false, NOW));
        assertThat(decide(ALICE, ONE).level()).isEqualTo(PeerTrust.Level.VERIFIED);
        assertThat(decide(ALICE, TWO).level()).isEqualTo(PeerTrust.Level.KNOWN);
    }

    @Test
    @DisplayName("AUTHZ-10 a key known for one identity raises an alarm under another")
    void keyReused() {
        peers.record(KnownPeer.firstSeen(ALICE, ONE, false, NOW));
        assertThat(decide(MALLORY, ONE).othersWithKey()).containsExactly(ALICE);
        assertThat(decide(ALICE, ONE).othersWithKey()).isEmpty();
    }

    @Test
    @DisplayName("STIR-VS-28 msec once seen is remembered as expected")
    void msecSeen() {
        KnownPeer alice = KnownPeer.firstSeen(ALICE, ONE, true, NOW).seen(false, NOW.plusSeconds(9));
        peers.record(alice);
        assertThat(alice.msecSeen()).isTrue();
        assertThat(alice.lastSeen()).isEqualTo(NOW.plusSeconds(9));
        assertThat(decide(ALICE, TWO).msecExpected()).isTrue();
        assertThat(TrustOnFirstUse.msecExpected(List.of())).isFalse();
    }

    @Test
    @DisplayName("ANON-06, ANON-07 nobody is never known and cannot be remembered")
    void anonymous() {
        CanonicalIdentity nobody = CanonicalIdentity.of("sip:anonymous@anonymous.invalid");
        assertThat(decide(nobody, ONE).level()).isEqualTo(PeerTrust.Level.ANONYMOUS);
        assertThatThrownBy(() -> KnownPeer.firstSeen(nobody, ONE, true, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("the safety number depends on identity and key, and is the same wherever it is computed")
    void safetyNumber() {
        SafetyNumber number = SafetyNumber.of(ALICE, ONE);
        assertThat(number).isEqualTo(SafetyNumber.of(CanonicalIdentity.of("SIP:Alice@EXAMPLE.com:5061"), ONE));
        assertThat(number).isNotEqualTo(SafetyNumber.of(ALICE, TWO)).isNotEqualTo(SafetyNumber.of(MALLORY, ONE));
        assertThat(number.groups()).hasSize(12).allMatch(group -> group.length() == 5);
        assertThat(number.toString()).matches("\\d{5}( \\d{5}){11}");
        assertThat(SafetyNumber.parse(number.toString())).contains(number);
        assertThat(SafetyNumber.parse(number.digits())).contains(number);
        assertThat(SafetyNumber.parse(String.join("-\n", number.groups()))).contains(number);
        for (String typed : List.of("", "12345", number.digits() + "0", number + "x", "\u0661".repeat(60))) {
            assertThat(SafetyNumber.parse(typed)).as(typed).isEmpty();
        }
    }

    @Test
    @DisplayName("the construction of safety numbers does not change from version to version")
    void safetyNumberVector() {
        assertThat(SafetyNumber.of(ALICE, ONE))
                .hasToString("65835 13895 27912 63645 91852 56673 42206 06363 13507 61395 03757 39319");
    }
}
