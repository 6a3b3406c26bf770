package org.sipbrandy.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
    @Test
    @DisplayName("the IPv4 header checksum is that of a known packet")
    void knownChecksum() {
        byte[] frame = Frame.tcp(
                new InetSocketAddress("127.0.0.1", 40000),
                new InetSocketAddress("127.0.0.1", 5061),
                0,
                0,
                2,
                new byte[0]);
        // tshark 4.0 with checksums switched on: "Header Checksum: 0x3cce [correct]" for such a packet
        assertThat(HexFormat.of().formatHex(frame, 14, 34)).isEqualTo("450000280000400040063cce7f0000017f000001");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.2,0", "127.0.0.1,127.0.0.2,1", "::1,2001:db8::2,160", "::1,2001:db8::2,65507"})
    @DisplayName("a datagram of either family and of odd and even length is read back as it was")
    void datagram(String from, String to, int length) throws Exception {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (i * 31 + 7);
        }
        var source = new InetSocketAddress(from, 40000);
        var destination = new InetSocketAddress(to, 65535);
        var packet = PcapReader.packet(0, Frame.udp(source, destination, 0xb8, payload));
        assertThat(packet.from()).isEqualTo(source);
        assertThat(packet.to()).isEqualTo(destination);
        assertThat(packet.trafficClass()).isEqualTo(0xb8);
        assertThat(packet.payload()).isEqualTo(payload);
    }

    @Test
    @DisplayName("a datagram whose checksum is 0 says 0xffff: 0 would say that it has none")
    void zeroChecksum() throws Exception {
        var source = new InetSocketAddress("127.0.0.1", 1);
        for (int word = 0; word < 0x10000; word++) {
            byte[] payload = {(byte) (word >> 8), (byte) word};
            byte[] frame = Frame.udp(source, source, 0, payload);
            if (frame[40] == -1 && frame[41] == -1) {
                assertThat(PcapReader.packet(0, frame).payload()).isEqualTo(payload);
                return;
            }
            assertThat(frame[40] | frame[41]).isNotZero();
        }
        throw new AssertionError("one of all payloads has that checksum");
    }

    @Test
    @DisplayName("no packet goes from one family to the other")
    void families() {
        assertThatThrownBy(() -> Frame.udp(
                        new InetSocketAddress("::1", 1), new InetSocketAddress("127.0.0.1", 1), 0, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
