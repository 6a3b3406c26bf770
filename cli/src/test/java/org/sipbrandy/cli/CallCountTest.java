package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Verdict;

/** What {@code --max-calls} counts. */
@Timeout(60)
class CallCountTest {
    private static final Duration LONG = Duration.ofHours(1);

    private static CallEvent incoming() {
        return new CallEvent.Incoming(0, "sip:alice@example.com", "sip:bob@example.com", "tcp", "192.0.2.1:5060");
    }

    private static CallEvent ended(int status, Reason reason) {
        var verdict = Verdict.of(List.of(new Evidence.Failure(0, reason, "")), Policy.REQUIRE);
        return new CallEvent.Ended(
                0, CallEvent.EndedBy.LOCAL, status, "", verdict, OptionalLong.empty(), Optional.empty());
    }

    /** Starts to wait; the latch opens when there were enough calls. */
    private static CountDownLatch awaiting(CallCount count) {
        var done = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                count.await();
                done.countDown();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return done;
    }

    @Test
    @DisplayName("an INVITE refused with 438 and its repair are one call")
    void repaired() throws InterruptedException {
        var count = new CallCount(1, LONG);
        count.on("a", incoming());
        count.on("a", ended(438, Reason.FINGERPRINT_MISMATCH));
        var done = awaiting(count);
        count.on("a", incoming());
        assertThat(done.getCount()).isEqualTo(1);
        count.on("a", ended(488, Reason.PEER_NOT_CAPABLE));
        assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("the repair may be told of before the end of what it repairs")
    void otherOrder() throws InterruptedException {
        var count = new CallCount(2, LONG);
        count.on("a", incoming());
        count.on("a", incoming());
        count.on("a", ended(403, Reason.IDENTITY_STALE));
        count.on("a", ended(0, Reason.CONSENT_EXPIRED));
        count.on("b", incoming());
        count.on("b", ended(403, Reason.IDENTITY_UNEXPECTED)); // nobody repairs that
        count.await();
    }

    @Test
    @DisplayName("a refused INVITE that nothing follows is a call by itself")
    void notRepaired() throws InterruptedException {
        var count = new CallCount(1, Duration.ofMillis(50));
        count.on("a", incoming());
        count.on("a", ended(438, Reason.FINGERPRINT_MISMATCH));
        count.await();
    }
}
