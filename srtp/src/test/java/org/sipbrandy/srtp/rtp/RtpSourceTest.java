package org.sipbrandy.srtp.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.srtp.rtcp.ReportBlock;
import org.sipbrandy.srtp.rtcp.SenderReport;

class RtpSourceTest {
    private static final long MS = 1_000_000;

    private final RtpSource source = new RtpSource(5, 8000);

    private SequenceVerdict receive(int seq) {
        return source.received(seq & 0xffff, 160L * seq & 0xffff_ffffL, 20 * MS * seq);
    }

    @Test
    @DisplayName("a source is valid after two packets in sequence (RFC 3550 A.1)")
    void probation() {
        assertThat(receive(10)).isEqualTo(SequenceVerdict.PROBATION);
        assertThat(receive(12)).isEqualTo(SequenceVerdict.PROBATION);
        assertThat(source.isValid()).isFalse();
        assertThat(source.packetsExpected()).isZero();
        assertThat(receive(13)).isEqualTo(SequenceVerdict.STARTED);
        assertThat(receive(14)).isEqualTo(SequenceVerdict.VALID);
        assertThat(source.packetsReceived()).isEqualTo(2);
        assertThat(source.packetsExpected()).isEqualTo(2);
    }

    @Test
    @DisplayName("sequence numbers wrap into the extended highest one, also during probation")
    void wrap() {
        for (int seq = 65_535; seq < 65_535 + 70_000; seq++) {
            receive(seq);
        }
        // Started at 0 (65536 of 16 bits), 69999 packets.
        assertThat(source.packetsReceived()).isEqualTo(69_999);
        assertThat(source.packetsLost()).isZero();
        assertThat(source.report(0).highestSequence()).isEqualTo(69_998);
    }

    @Test
    @DisplayName("a large jump counts only when the next packet follows it, and then starts anew")
    void jump() {
        receive(0);
        receive(1);
        receive(2);
        assertThat(receive(20_000)).isEqualTo(SequenceVerdict.JUMPED);
        assertThat(receive(3)).isEqualTo(SequenceVerdict.VALID);
        assertThat(receive(20_000)).isEqualTo(SequenceVerdict.JUMPED);
        assertThat(receive(20_001)).isEqualTo(SequenceVerdict.STARTED);
        assertThat(source.packetsReceived()).isEqualTo(1);
        assertThat(source.packetsLost()).isZero();
    }

    @Test
    @DisplayName("loss is counted per interval as a fraction of 256 and in sum; duplicates make it negative (A.3)")
    void loss() {
        receive(0);
        for (int seq = 1; seq <= 100; seq++) {
            if (seq % 4 != 0) {
                receive(seq);
            }
        }
        receive(101);
        // 1 … 101 expected, 25 of them lost.
        ReportBlock block = source.report(0);
        assertThat(block.cumulativeLost()).isEqualTo(25);
        assertThat(block.fractionLost()).isEqualTo((25 << 8) / 101);
        for (int seq = 102; seq <= 110; seq++) {
            receive(seq);
            for (int i = 0; i < 5; i++) {
                assertThat(receive(seq)).isEqualTo(SequenceVerdict.VALID);
            }
        }
        block = source.report(0);
        assertThat(block.fractionLost()).isZero();
        assertThat(block.cumulativeLost()).isEqualTo(25 - 45);
        assertThat(source.packetsLost()).isEqualTo(-20);
    }

    @Test
    @DisplayName("reordered packets within 100 are counted, from further back they are a jump")
    void reordered() {
        for (int seq = 0; seq <= 500; seq++) {
            receive(seq);
        }
        assertThat(receive(401)).isEqualTo(SequenceVerdict.VALID);
        assertThat(receive(400)).isEqualTo(SequenceVerdict.JUMPED);
        assertThat(source.report(0).highestSequence()).isEqualTo(500);
    }

    @Test
    @DisplayName("jitter is the running mean of A.8 in integers, and knows the timestamp's wrap")
    void jitter() {
        long[] late = {0, 0, 5, 0, 10, 3, 0, 0, 7, 0};
        long jitter = 0;
        long previous = 0;
        for (int i = 0; i < 3000; i++) {
            long delay = late[i % late.length];
            long timestamp = 0xffff_ff00L + 160L * i & 0xffff_ffffL;
            source.received(i, timestamp, 20 * MS * i + delay * MS);
            if (i >= 2) {
                long d = Math.abs(delay * 8 - previous);
                jitter += d - (jitter + 8 >> 4);
            }
            previous = delay * 8;
        }
        assertThat(source.report(0).jitter()).isEqualTo(jitter >> 4).isPositive();
        assertThat(source.jitterNanos()).isEqualTo((jitter >> 4) * 125_000);
    }

    @Test
    @DisplayName("LSR and DLSR speak of the last SR")
    void lastSenderReport() {
        receive(0);
        receive(1);
        assertThat(source.report(0).lastSr()).isZero();
        assertThat(source.report(9_000_000_000L).delaySinceLastSr()).isZero();
        source.received(new SenderReport(5, 0x1111_2222_3333_4444L, 0, 0, 0, List.of()), 1_000_000_000L);
        ReportBlock block = source.report(6_250_000_000L);
        assertThat(block.lastSr()).isEqualTo(0x2222_3333L);
        // RFC 3550 §6.4.1's example of 5.250 s.
        assertThat(block.delaySinceLastSr()).isEqualTo(0x0005_4000L);
    }
}
