package org.sipbrandy.srtp.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.srtp.rtcp.Bye;
import org.sipbrandy.srtp.rtcp.NtpTime;
import org.sipbrandy.srtp.rtcp.ReceiverReport;
import org.sipbrandy.srtp.rtcp.ReportBlock;
import org.sipbrandy.srtp.rtcp.RtcpCompound;
import org.sipbrandy.srtp.rtcp.SenderReport;

class RtpSessionTest {
    private static final long MS = 1_000_000;
    private static final Instant WALL = Instant.parse("2026-11-24T05:00:00.500Z");

    private final RtpSession alice = new RtpSession(1, 8000, "alice@a");
    private final RtpSession bob = new RtpSession(2, 8000, "bob@b");

    private static RtpPacket packet(int ssrc, int seq) {
        byte[] out = new byte[172];
        RtpPacket.write(out, 0, false, 0, seq, 160L * seq, ssrc, new byte[160]);
        return RtpPacket.parse(out);
    }

    private void talk(int from, int to) {
        for (int seq = from; seq < to; seq++) {
            alice.sent(packet(1, seq), 20 * MS * seq);
            if (seq % 10 != 5) {
                bob.received(packet(1, seq), 20 * MS * seq + 30 * MS);
            }
        }
    }

    @Test
    @DisplayName("sender and receiver reports carry what both ends counted, and give the round trip")
    void reports() {
        talk(0, 101);
        RtcpCompound sr = RtcpCompound.parse(alice.report(WALL, 2010 * MS).toBytes());
        SenderReport report = sr.senderReport().orElseThrow();
        assertThat(report.ntpTime()).isEqualTo(NtpTime.of(WALL));
        assertThat(report.packetCount()).isEqualTo(101);
        assertThat(report.octetCount()).isEqualTo(101 * 160);
        assertThat(report.rtpTimestamp()).isEqualTo(100 * 160 + 80);

        bob.received(sr, 2040 * MS);
        RtcpCompound rr = RtcpCompound.parse(bob.report(WALL, 3040 * MS).toBytes());
        assertThat(rr.packets().getFirst()).isInstanceOf(ReceiverReport.class);
        ReportBlock block = rr.reportBlocks().getFirst();
        assertThat(block.ssrc()).isEqualTo(1);
        assertThat(block.cumulativeLost()).isEqualTo(10);
        assertThat(block.delaySinceLastSr()).isEqualTo(0x1_0000);

        alice.received(rr, 3080 * MS);
        RtpSessionStatistics figures = alice.statistics();
        assertThat(figures.packetsSent()).isEqualTo(101);
        assertThat(figures.roundTripNanos().orElseThrow()).isEqualTo(70 * MS);
        assertThat(figures.remoteFractionLost().orElseThrow()).isEqualTo((10 * 256 / 100) / 256.0);
        assertThat(figures.remoteJitterNanos()).hasValue(0);
        assertThat(bob.statistics().packetsLost()).isEqualTo(10);
        assertThat(bob.statistics().packetsReceived()).isEqualTo(90);
    }

    @Test
    @DisplayName("a step of the wall clock does not change the round trip, an LSR never sent gives none")
    void roundTripByMonotonicClock() {
        talk(0, 10);
        SenderReport first = alice.report(WALL, 200 * MS).senderReport().orElseThrow();
        alice.sent(packet(1, 10), 200 * MS);
        alice.report(WALL.minusSeconds(3600), 300 * MS);
        long lsr = NtpTime.middle(first.ntpTime());

        alice.received(report(lsr + 1), 400 * MS);
        assertThat(alice.statistics().roundTripNanos()).isEmpty();
        alice.received(report(lsr), 400 * MS);
        assertThat(alice.statistics().roundTripNanos()).hasValue(200 * MS);
    }

    private static RtcpCompound report(long lastSr) {
        return new RtcpCompound(List.of(new ReceiverReport(2, List.of(new ReportBlock(1, 0, 0, 0, 0, lastSr, 0)))));
    }

    @Test
    @DisplayName("who no longer sends reports as a receiver, after two reports; blocks are of sources with news")
    void stops() {
        talk(0, 10);
        assertThat(alice.isSending()).isTrue();
        assertThat(alice.report(WALL, 0).senderReport()).isPresent();
        assertThat(alice.report(WALL, 0).senderReport()).isPresent();
        assertThat(alice.report(WALL, 0).senderReport()).isEmpty();
        assertThat(alice.isSending()).isFalse();
        assertThat(bob.report(WALL, 0).reportBlocks()).hasSize(1);
        assertThat(bob.report(WALL, 0).reportBlocks()).isEmpty();
    }

    @Test
    @DisplayName("members come by RTP and reports, go by BYE and silence, and are bounded")
    void members() {
        talk(0, 10);
        assertThat(bob.memberCount()).isEqualTo(2);
        assertThat(bob.senderCount()).isEqualTo(1);
        long heard = bob.statistics().packetsReceived();
        assertThat(heard).isPositive();
        RtcpCompound bye =
                RtcpCompound.parse(alice.bye(Optional.of("done"), WALL, 0).toBytes());
        assertThat(bye.of(Bye.class)).containsExactly(new Bye(List.of(1), Optional.of("done")));
        bob.received(bye, 200 * MS);
        assertThat(bob.statistics().packetsReceived())
                .as("what was heard stays counted")
                .isEqualTo(heard);
        assertThat(bob.memberCount()).isEqualTo(1);

        for (int ssrc = 10; ssrc < 200; ssrc++) {
            bob.received(packet(ssrc, 0), 300 * MS);
        }
        assertThat(bob.memberCount()).isEqualTo(1 + RtpSession.MAX_SOURCES);
        bob.forgetSilent(500 * MS, 200 * MS);
        assertThat(bob.memberCount()).isEqualTo(1 + RtpSession.MAX_SOURCES);
        bob.forgetSilent(501 * MS, 200 * MS);
        assertThat(bob.sources()).isEmpty();
    }
}
