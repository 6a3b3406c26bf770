package org.sipbrandy.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.dialog.Glare.Decision;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transaction.Requests;

class GlareTest {
    private final Random random = new Random(3);

    private static OpenExchanges open(String flags) {
        return new OpenExchanges(
                flags.contains("i"),
                flags.contains("I"),
                flags.contains("u"),
                flags.contains("U"),
                flags.contains("o"),
                flags.contains("O"));
    }

    private Decision invite(String flags) {
        return Glare.onReceived(SipMethod.INVITE, true, open(flags), random);
    }

    private Decision update(boolean offer, String flags) {
        return Glare.onReceived(SipMethod.UPDATE, offer, open(flags), random);
    }

    @Test
    @DisplayName("CONN-21 an UPDATE while one is unanswered gets 500 with Retry-After 0 to 10, offer or not")
    void updateWhileUpdate() {
        Set<Integer> seconds = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Decision decision = update(i % 2 == 0, "U");
            assertThat(decision).isInstanceOf(Decision.RetryLater.class);
            seconds.add(((Decision.RetryLater) decision).seconds());
        }
        assertThat(seconds).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        SipRequest request = Requests.of(SipMethod.UPDATE).build();
        assertThat(Glare.response(request, new Decision.RetryLater(7)).headers().retryAfter())
                .hasValue(7);
        assertThat(Glare.response(request, new Decision.RequestPending()).status())
                .isEqualTo(491);
    }

    @Test
    @DisplayName("CONN-22 an offer against ours gets 491, against an unanswered one of the peer 500")
    void offers() {
        assertThat(update(true, "o")).isInstanceOf(Decision.RequestPending.class);
        assertThat(update(true, "O")).isInstanceOf(Decision.RetryLater.class);
        assertThat(update(false, "o")).isInstanceOf(Decision.Proceed.class);
        assertThat(update(false, "O")).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    @DisplayName(
            "CONN-34 the table: ours pending 491, the peer's pending 500, an UPDATE after PRACK while the INVITE runs goes on")
    void table() {
        assertThat(invite("i")).isInstanceOf(Decision.RequestPending.class); // INVITE, ours pending
        assertThat(invite("I")).isInstanceOf(Decision.RetryLater.class); // INVITE, the peer's pending
        assertThat(invite("uo")).isInstanceOf(Decision.RequestPending.class); // our UPDATE with offer
        assertThat(invite("UO")).isInstanceOf(Decision.RetryLater.class); // the peer's UPDATE
        assertThat(update(true, "uo")).isInstanceOf(Decision.RequestPending.class);
        assertThat(update(true, "UO")).isInstanceOf(Decision.RetryLater.class);
        assertThat(update(true, "io")).isInstanceOf(Decision.RequestPending.class); // our offer not done
        assertThat(update(true, "IO")).isInstanceOf(Decision.RetryLater.class); // our answer not PRACKed
        assertThat(update(true, "i")).isInstanceOf(Decision.Proceed.class); // PRACK done, INVITE pending
        assertThat(update(true, "I")).isInstanceOf(Decision.Proceed.class);
        assertThat(Glare.onReceived(SipMethod.INFO, false, open("iIuUoO"), random))
                .isInstanceOf(Decision.Proceed.class);
    }

    @Test
    @DisplayName(
            "CONN-15 CONN-33 CONN-36 no offer of ours while any offer or UPDATE is open, nor before the PRACK is done")
    void mayOffer() {
        assertThat(Glare.mayOfferInUpdate(open("I"))).isTrue();
        assertThat(Glare.mayOfferInUpdate(open("i"))).isTrue();
        for (String flags : new String[] {"o", "O", "u", "U", "IO", "io"}) {
            assertThat(Glare.mayOfferInUpdate(open(flags))).as(flags).isFalse();
        }
    }

    @Test
    @DisplayName("CONN-23 after 491 the owner of the Call-ID waits 2.1 to 4 s, the other 0 to 2 s, in steps of 10 ms")
    void waits() {
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 0; i < 20_000; i++) {
            long owner = Glare.retryAfterPending(true, random);
            long other = Glare.retryAfterPending(false, random);
            assertThat(owner).isBetween(2_100_000_000L, 4_000_000_000L);
            assertThat(other).isBetween(0L, 2_000_000_000L);
            assertThat(owner % 10_000_000 + other % 10_000_000).isZero();
            shortest = Math.min(shortest, owner);
            longest = Math.max(longest, owner);
        }
        assertThat(shortest).isEqualTo(2_100_000_000L);
        assertThat(longest).isEqualTo(4_000_000_000L);
    }
}
