package org.sipbrandy.stir.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.trust.SeenTokens.Sighting;

class ReplayCacheTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final KeyPin PIN = KeyPin.of(new byte[] {1});

    private final ReplayCache cache = new ReplayCache();

    private Sighting see(String token, String callId, String tag, long cseq) {
        return cache.see(token, PIN, NOW, callId, tag, cseq, NOW);
    }

    @Test
    @DisplayName("STIR-VS-23 a token in another call is a replay")
    void otherCall() {
        assertThat(see("t", "call", "tag", 1)).isEqualTo(Sighting.NEW);
        assertThat(see("t", "other", "tag", 1)).isEqualTo(Sighting.REPLAY);
        assertThat(see("t", "call", "other", 1)).isEqualTo(Sighting.REPLAY);
        assertThat(see("u", "other", "tag", 1)).isEqualTo(Sighting.NEW);
    }

    @Test
    @DisplayName("STIR-VS-24, STIR-VS-25 a retransmission, a fork and a repair are no replays; an older CSeq is")
    void sameCall() {
        assertThat(see("t", "call", "tag", 1)).isEqualTo(Sighting.NEW);
        assertThat(see("t", "call", "tag", 1)).isEqualTo(Sighting.SAME_REQUEST);
        assertThat(see("t", "call", "tag", 2)).isEqualTo(Sighting.SAME_CALL);
        assertThat(see("t", "call", "tag", 2)).isEqualTo(Sighting.SAME_REQUEST);
        assertThat(see("t", "call", "tag", 1)).isEqualTo(Sighting.REPLAY);
    }

    @Test
    @DisplayName("STIR-VS-24 the same claims signed by another key are another token")
    void otherKey() {
        see("t", "call", "tag", 1);
        KeyPin other = KeyPin.of(new byte[] {2});
        assertThat(cache.see("t", other, NOW, "other", "tag", 1, NOW)).isEqualTo(Sighting.NEW);
    }

    @Test
    @DisplayName("STIR-VS-23 a token is remembered as long as any policy calls it fresh, then forgotten")
    void expiry() {
        see("t", "call", "tag", 1);
        Instant last = NOW.plus(ReplayCache.MAX_FRESHNESS);
        assertThat(cache.see("t", PIN, NOW, "other", "tag", 1, last)).isEqualTo(Sighting.REPLAY);
        assertThat(cache.see("u", PIN, NOW, "call", "tag", 1, NOW.plusSeconds(181)))
                .isEqualTo(Sighting.NEW);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    @DisplayName("STIR-VS-23 the cache is bounded, and what is forgotten first is what expires first")
    void bounded() {
        ReplayCache small = new ReplayCache(100);
        Random random = new Random(8224);
        for (int i = 0; i < 10_000; i++) {
            small.see("t" + i, PIN, NOW.plusSeconds(random.nextInt(60)), "call", "tag", i, NOW);
            assertThat(small.size()).isLessThanOrEqualTo(100);
        }
        ReplayCache two = new ReplayCache(2);
        two.see("late", PIN, NOW.plusSeconds(5), "call", "tag", 1, NOW);
        two.see("early", PIN, NOW, "call", "tag", 1, NOW);
        two.see("third", PIN, NOW.plusSeconds(3), "call", "tag", 1, NOW);
        assertThat(two.see("late", PIN, NOW.plusSeconds(5), "other", "tag", 1, NOW))
                .isEqualTo(Sighting.REPLAY);
    }
}
