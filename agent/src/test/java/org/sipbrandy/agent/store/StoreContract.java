package org.sipbrandy.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.trust.Comparison;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.PeerTrust;
import org.sipbrandy.stir.trust.ReplayCache;
import org.sipbrandy.stir.trust.SeenTokens;
import org.sipbrandy.stir.trust.SeenTokens.Sighting;
import org.sipbrandy.stir.trust.TrustOnFirstUse;

/** What a database promises, whichever it is. Two agents have it open: {@code database} and {@code other}. */
abstract class StoreContract {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CanonicalIdentity BOB = CanonicalIdentity.of("sip:bob@example.com");
    private static final CanonicalIdentity NUMBER = CanonicalIdentity.of("tel:+12155551212");
    private static final KeyPin ONE = KeyPin.of(new byte[] {1});
    private static final KeyPin TWO = KeyPin.of(new byte[] {2});

    private Database database;
    private Database other;

    /** Opens it; the same one each time. */
    abstract Database open();

    /** A way to it without anybody else, for what only this package sees. */
    abstract Access access();

    @BeforeEach
    void openTwice() {
        database = open();
        other = open();
    }

    @AfterEach
    void close() {
        database.close();
        other.close();
    }

    private PeerDatabase peers() {
        return database.peers();
    }

    private PeerTrust.Level trust(KeyPin pin) {
        return TrustOnFirstUse.decide(BOB, pin, other.peers()).level();
    }

    @Test
    @DisplayName("AUTHZ-02 what one agent learns of a peer, the other knows: first seen, last seen, how often")
    void shared() {
        assertThat(trust(ONE)).isEqualTo(PeerTrust.Level.FIRST_USE);
        peers().seen(BOB, ONE, true, false, NOW);
        other.peers().seen(BOB, ONE, false, false, NOW.plusSeconds(60));
        assertThat(peers().find(BOB)).singleElement().satisfies(peer -> {
            assertThat(peer.calls()).isEqualTo(2);
            assertThat(peer.firstSeen()).isEqualTo(NOW);
            assertThat(peer.lastSeen()).isEqualTo(NOW.plusSeconds(60));
            assertThat(peer.msecSeen()).isTrue();
            assertThat(peer.verified()).isFalse();
        });
        assertThat(trust(ONE)).isEqualTo(PeerTrust.Level.KNOWN);
        assertThat(trust(TWO)).isEqualTo(PeerTrust.Level.CHANGED);
        peers().record(peers().find(BOB).getFirst().asVerified(Comparison.How.NUMBER, NOW.plusSeconds(61)));
        assertThat(trust(ONE)).isEqualTo(PeerTrust.Level.VERIFIED);
        assertThat(other.peers().find(BOB).getFirst().comparison())
                .contains(new Comparison(Comparison.How.NUMBER, NOW.plusSeconds(61)));
    }

    @Test
    @DisplayName("AUTHZ-10 peers are found by their key, and numbers are told from names")
    void byKey() {
        peers().seen(BOB, ONE, true, false, NOW);
        peers().seen(NUMBER, ONE, true, false, NOW);
        assertThat(peers().findByKey(ONE)).extracting(KnownPeer::identity).containsExactlyInAnyOrder(BOB, NUMBER);
        assertThat(peers().find(NUMBER))
                .singleElement()
                .satisfies(peer -> assertThat(peer.identity()).isEqualTo(NUMBER));
        assertThat(peers().list()).hasSize(2);
        assertThat(peers().findByKey(TWO)).isEmpty();
    }

    @Test
    @DisplayName("AUTHZ-03 a second key is not added beside the first by a call, unless an issuer answers for it")
    void secondKey() {
        peers().seen(BOB, ONE, true, false, NOW);
        other.peers().seen(BOB, TWO, true, false, NOW);
        assertThat(peers().find(BOB)).extracting(KnownPeer::pin).containsExactly(ONE);
        other.peers().seen(BOB, TWO, true, true, NOW);
        assertThat(peers().find(BOB)).extracting(KnownPeer::pin).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    @DisplayName("AUTHZ-03 of two first calls at once one makes the peer known")
    void firstCallsAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            var who = CanonicalIdentity.of("sip:user" + round + "@example.com");
            together(() -> seen(peers(), who, ONE), () -> seen(other.peers(), who, TWO), () -> seen(peers(), who, TWO));
            assertThat(peers().find(who)).hasSize(1);
        }
    }

    private static boolean seen(PeerDatabase peers, CanonicalIdentity who, KeyPin pin) {
        peers.seen(who, pin, true, false, NOW);
        return true;
    }

    @Test
    @DisplayName("calls that end at once are all counted")
    void counted() throws Exception {
        var calls = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 40; i++) {
            calls.add(() -> seen(peers(), BOB, ONE));
            calls.add(() -> seen(other.peers(), BOB, ONE));
        }
        together(calls);
        assertThat(peers().find(BOB).getFirst().calls()).isEqualTo(80);
    }

    @Test
    @DisplayName("a refused key is taken in place of the others, which are kept as former ones")
    void accept() {
        peers().seen(BOB, ONE, true, false, NOW);
        assertThat(peers().accept(BOB, NOW)).isEmpty();
        peers().refused(BOB, KeyPin.of(new byte[] {3}), NOW.plusSeconds(5));
        peers().refused(BOB, TWO, NOW.plusSeconds(6));
        assertThat(other.peers().refused(BOB)).hasSize(2).first().isEqualTo(TWO);

        var taken = other.peers().accept(BOB, NOW.plusSeconds(7)).orElseThrow();
        assertThat(taken.pin()).isEqualTo(TWO);
        assertThat(peers().find(BOB)).containsExactly(taken);
        assertThat(taken.msecSeen()).isTrue();
        assertThat(taken.calls()).isZero();
        assertThat(peers().refused(BOB)).isEmpty();
        assertThat(peers().former(BOB)).singleElement().satisfies(former -> {
            assertThat(former.peer().pin()).isEqualTo(ONE);
            assertThat(former.peer().calls()).isEqualTo(1);
            assertThat(former.replaced()).isEqualTo(NOW.plusSeconds(7));
        });

        // back again: it is no former key any more, the other one is
        peers().refused(BOB, ONE, NOW.plusSeconds(8));
        peers().accept(BOB, NOW.plusSeconds(9));
        assertThat(peers().former(BOB)).extracting(one -> one.peer().pin()).containsExactly(TWO);

        assertThat(peers().forget(BOB)).isTrue();
        assertThat(peers().forget(BOB)).isFalse();
        assertThat(peers().former(BOB)).isEmpty();
    }

    @Test
    @DisplayName("a list from elsewhere is taken over whole, put together with what is known, or not at all")
    void takeOver() {
        peers().seen(BOB, ONE, true, false, NOW);
        var elsewhere = new KnownPeer(
                BOB,
                ONE,
                java.util.Optional.of(new Comparison(Comparison.How.IMPORTED, NOW)),
                false,
                NOW.minusSeconds(100),
                NOW.minusSeconds(50),
                7);
        var carol = KnownPeer.firstSeen(CanonicalIdentity.of("sip:carol@example.com"), TWO, true, NOW);
        assertThat(peers().takeOver(List.of(elsewhere, carol))).isEmpty();
        assertThat(other.peers().find(BOB)).singleElement().satisfies(peer -> {
            assertThat(peer.verified()).isTrue();
            assertThat(peer.msecSeen()).isTrue();
            assertThat(peer.firstSeen()).isEqualTo(NOW.minusSeconds(100));
            assertThat(peer.lastSeen()).isEqualTo(NOW);
            assertThat(peer.calls()).isEqualTo(7);
        });
        var dave = KnownPeer.firstSeen(CanonicalIdentity.of("sip:dave@example.com"), ONE, true, NOW);
        var changed = KnownPeer.firstSeen(carol.identity(), ONE, true, NOW);
        assertThat(peers().takeOver(List.of(dave, changed))).containsExactly(carol);
        assertThat(peers().find(dave.identity())).isEmpty();
    }

    private static Sighting see(SeenTokens tokens, String token, String callId, long cseq) {
        return tokens.see(token, ONE, NOW, callId, "tag", cseq, NOW);
    }

    @Test
    @DisplayName(
            "STIR-VS-23, STIR-VS-25 a token that one agent accepted, the other refuses in another call, and tells repairs apart")
    void tokens() {
        assertThat(see(database.tokens(), "t", "call", 1)).isEqualTo(Sighting.NEW);
        assertThat(see(other.tokens(), "t", "other", 1)).isEqualTo(Sighting.REPLAY);
        assertThat(other.tokens().see("t", ONE, NOW, "call", "another", 1, NOW)).isEqualTo(Sighting.REPLAY);
        assertThat(see(other.tokens(), "t", "call", 1)).isEqualTo(Sighting.SAME_REQUEST);
        assertThat(see(other.tokens(), "t", "call", 2)).isEqualTo(Sighting.SAME_CALL);
        assertThat(see(database.tokens(), "t", "call", 2)).isEqualTo(Sighting.SAME_REQUEST);
        assertThat(see(database.tokens(), "t", "call", 1)).isEqualTo(Sighting.REPLAY);
        assertThat(database.tokens().see("t", TWO, NOW, "other", "tag", 1, NOW)).isEqualTo(Sighting.NEW);
    }

    @Test
    @DisplayName("STIR-VS-23 of many calls that bring one token at once, to two agents, one is accepted")
    void tokensAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            String token = "token " + round;
            var calls = new ArrayList<Callable<Sighting>>();
            for (int i = 0; i < 12; i++) {
                String call = "call " + i;
                var tokens = i % 2 == 0 ? database.tokens() : other.tokens();
                calls.add(() -> see(tokens, token, call, 1));
            }
            Map<Sighting, Integer> count = new EnumMap<>(Sighting.class);
            together(calls).forEach(one -> count.merge(one, 1, Integer::sum));
            assertThat(count).isEqualTo(Map.of(Sighting.NEW, 1, Sighting.REPLAY, 11));
        }
    }

    @Test
    @DisplayName("STIR-VS-23 tokens go when they expire, and are bounded: those that expire first go first")
    void bounded() {
        try (var access = access()) {
            var small = new TokenDatabase(access, 100);
            var kept = new HashSet<String>();
            for (int i = 0; i < 300; i++) {
                // as if each came a purge later
                small.see("t" + i, ONE, NOW.plusSeconds(i / 10), "call", "tag", 1, NOW.plusSeconds(i / 100));
                kept.add("t" + i);
            }
            small.see("last", ONE, NOW.plusSeconds(60), "call", "tag", 1, NOW.plusSeconds(20));
            assertThat(small.size()).isEqualTo(101); // it came after the purge
            assertThat(small.see("t299", ONE, NOW.plusSeconds(29), "other", "tag", 1, NOW.plusSeconds(21)))
                    .isEqualTo(Sighting.REPLAY);
            assertThat(small.see("t0", ONE, NOW, "other", "tag", 1, NOW.plusSeconds(21)))
                    .isEqualTo(Sighting.NEW);
            Instant later = NOW.plus(ReplayCache.KEPT).plusSeconds(100);
            small.see("new", ONE, later, "call", "tag", 1, later);
            assertThat(small.size()).isEqualTo(1);
        }
    }

    @SafeVarargs
    private static <T> List<T> together(Callable<T>... tasks) throws Exception {
        return together(List.of(tasks));
    }

    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
