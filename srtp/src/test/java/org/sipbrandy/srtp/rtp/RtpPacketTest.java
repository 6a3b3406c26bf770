package org.sipbrandy.srtp.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RtpPacketTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    @DisplayName("every field of a packet is read where RFC 3550 §5.1 has it")
    void fields() {
        byte[] bytes = hex("ffff b2e0fffe f0000001 cafebabe 00000007 80000008 bede0001 10aa0000 010203 000002 ee");
        RtpPacket packet = RtpPacket.parse(bytes, 2, bytes.length - 3);

        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(96);
        assertThat(packet.sequenceNumber()).isEqualTo(65_534);
        assertThat(packet.timestamp()).isEqualTo(0xf000_0001L);
        assertThat(packet.ssrc()).isEqualTo(0xcafe_babe);
        assertThat(packet.csrcCount()).isEqualTo(2);
        assertThat(packet.csrc(1)).isEqualTo(0x8000_0008);
        assertThat(packet.extension()).contains(new HeaderExtension(0xbede, 26, 4));
        assertThat(packet.payload()).isEqualTo(hex("01020300"));
        assertThat(packet.paddingLength()).isEqualTo(2);
    }

    @Test
    @DisplayName("a written packet is read again")
    void written() {
        byte[] out = new byte[20];
        int length = RtpPacket.write(out, 3, true, 111, 65_535, 0xffff_ffffL, -2, hex("010203"));
        RtpPacket packet = RtpPacket.parse(out, 3, length);

        assertThat(length).isEqualTo(15);
        assertThat(packet).hasToString("RTP[pt=111, seq=65535, ts=4294967295, ssrc=fffffffe, marker, payload=3]");
        assertThat(packet.extension()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> RtpPacket.writeHeader(out, 0, false, 128, 0, 0, 0));
    }

    @Test
    @DisplayName("what is no RTP packet gives the exception that says so, whatever it is")
    void malformed() {
        String[] samples = {
            "",
            "80",
            "8000000000000000000000",
            "400000000000000000000000",
            "8f0000000000000000000000",
            "900000000000000000000000bede0001",
            "a00000000000000000000000",
            "a00000000000000000000000 00",
            "a00000000000000000000000 05",
        };
        for (String sample : samples) {
            assertThatExceptionOfType(MalformedRtpException.class).isThrownBy(() -> RtpPacket.parse(hex(sample)));
        }
        Random random = new Random(3550);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (bytes[0] & 0x3f | 0x80);
            }
            try {
                RtpPacket packet = RtpPacket.parse(bytes);
                assertThat(packet.payload()).hasSize(packet.payloadLength());
                assertThat(packet.payloadOffset() + packet.payloadLength() + packet.paddingLength())
                        .isEqualTo(bytes.length);
            } catch (MalformedRtpException e) {
                assertThat(e.offset()).isBetween(-1, bytes.length);
            }
        }
    }

    @Test
    @DisplayName("MUX-02 second octets 192 to 223 are RTCP, and payload types 64 to 95 are never written")
    void mux() {
        for (int second = 0; second < 256; second++) {
            assertThat(RtpMux.isRtcp(new byte[] {(byte) 0x80, (byte) second}, 0, 2))
                    .isEqualTo(second >= 192 && second <= 223);
        }
        RtpStream stream = new RtpStream(1, new Random(1));
        byte[] out = new byte[12];
        for (int pt = 0; pt < 128; pt++) {
            int payloadType = pt;
            assertThat(RtpMux.allowsPayloadType(pt)).isEqualTo(pt < 64 || pt > 95);
            if (RtpMux.allowsPayloadType(pt)) {
                stream.write(out, 0, true, pt, new byte[0]);
                assertThat(RtpMux.isRtcp(out, 0, 12)).isFalse();
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> stream.write(out, 0, true, payloadType, new byte[0]));
            }
        }
    }

    @Test
    @DisplayName("SRTP-13 a stream's first sequence number is below 2^15; numbers and timestamps wrap")
    void stream() {
        byte[] out = new byte[13];
        for (int seed = 0; seed < 1000; seed++) {
            RtpStream stream = new RtpStream(7, new Random(seed));
            long timestamp = stream.timestamp();
            int first = stream.sequenceNumber();
            assertThat(first).isBetween(0, 0x7fff);
            stream.write(out, 0, true, 0, new byte[1]);
            assertThat(RtpPacket.parse(out).sequenceNumber()).isEqualTo(first);
            stream.advance(0xffff_ffffL);
            assertThat(stream.timestamp()).isEqualTo(timestamp - 1 & 0xffff_ffffL);
        }
        RtpStream stream = new RtpStream(7, new Random(1));
        int first = stream.sequenceNumber();
        for (int i = 0; i < 65_536; i++) {
            stream.write(out, 0, false, 0, new byte[1]);
        }
        assertThat(stream.sequenceNumber()).isEqualTo(first);
    }
}
