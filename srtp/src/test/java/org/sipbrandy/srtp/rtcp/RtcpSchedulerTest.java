package org.sipbrandy.srtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RtcpSchedulerTest {
    private static final double COMPENSATION = Math.E - 1.5;
    private static final long SECOND = 1_000_000_000L;

    @Test
    @DisplayName("the first report is due after half the minimum, drawn from 0.5 to 1.5 of it over e - 3/2")
    void first() {
        for (int seed = 0; seed < 500; seed++) {
            RtcpScheduler scheduler = new RtcpScheduler(RtcpTiming.standard(64_000), new Random(seed), 0);
            assertThat(scheduler.deadline() / 1e9).isBetween(1.25 / COMPENSATION, 3.75 / COMPENSATION);
            assertThat(scheduler.timeout(scheduler.deadline() - 1)).isFalse();
        }
    }

    @Test
    @DisplayName("in a two-party call the mean interval is the minimum, reduced or not (RFC 3550 §6.2, §6.3)")
    void meanInterval() {
        assertThat(RtcpTiming.reduced(64_000).minimumNanos()).isEqualTo(5 * SECOND);
        assertThat(RtcpTiming.reduced(720_000).minimumNanos()).isEqualTo(SECOND / 2);
        assertThat(mean(RtcpTiming.standard(64_000))).isCloseTo(5.0, within(0.15));
        assertThat(mean(RtcpTiming.reduced(720_000))).isCloseTo(0.5, within(0.015));
    }

    private static double mean(RtcpTiming timing) {
        RtcpScheduler scheduler = new RtcpScheduler(timing, new Random(42), 0);
        scheduler.members(2, 2, 0);
        scheduler.sending(true);
        int sent = 0;
        long now = 0;
        while (sent < 10_000) {
            now = scheduler.deadline();
            if (scheduler.timeout(now)) {
                scheduler.packet(120);
                sent++;
            }
        }
        return now / 1e9 / sent;
    }

    @Test
    @DisplayName("many members share 5 % of the bandwidth, senders a quarter of it (§6.3.1)")
    void share() {
        RtcpScheduler scheduler = new RtcpScheduler(RtcpTiming.standard(64_000), new Random(1), 0);
        scheduler.members(1000, 10, 0);
        scheduler.sending(true);
        assertThat(scheduler.deterministicInterval() / 1e9).isCloseTo(120.0 * 10 / 100, within(1e-6));
        scheduler.sending(false);
        assertThat(scheduler.deterministicInterval() / 1e9).isCloseTo(120.0 * 990 / 300, within(1e-6));
        scheduler.members(1000, 600, 0);
        assertThat(scheduler.deterministicInterval() / 1e9).isCloseTo(120.0 * 1000 / 400, within(1e-6));
        for (int i = 0; i < 500; i++) {
            scheduler.packet(240);
        }
        assertThat(scheduler.deterministicInterval() / 1e9).isCloseTo(240.0 * 1000 / 400, within(1e-3));
    }

    @Test
    @DisplayName("a group that grew defers the report, one that shrank advances it (§6.3.4, §6.3.6)")
    void reconsideration() {
        RtcpScheduler scheduler = new RtcpScheduler(RtcpTiming.standard(64_000), new Random(3), 0);
        long first = scheduler.deadline();
        scheduler.members(1000, 0, 0);
        assertThat(scheduler.timeout(first)).isFalse();
        long deferred = scheduler.deadline();
        assertThat(deferred).isGreaterThan(60 * SECOND);

        scheduler.members(100, 0, 10 * SECOND);
        assertThat(scheduler.deadline()).isCloseTo(10 * SECOND + (deferred - 10 * SECOND) / 10, within(1000L));
    }
}
