package org.sipbrandy.srtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RtcpCompoundTest {
    private static final ReportBlock BLOCK =
            new ReportBlock(0x8000_0001, 64, -2, 0x1_0005L, 0xffff_ffffL, 0x2222_3333L, 0x5_4000L);
    private static final RtcpCompound ALL = new RtcpCompound(List.of(
            new SenderReport(7, 0xea00_0000_8000_0000L, 0xffff_fff0L, 100, 16_000, List.of(BLOCK)),
            new ReceiverReport(7, List.of(BLOCK, BLOCK)),
            SourceDescription.ofCname(7, "x@brandy.example"),
            new RawRtcp(RawRtcp.APP, 3, new byte[] {0, 0, 0, 7, 'n', 'a', 'm', 'e'}),
            new RawRtcp(RawRtcp.RTPFB, 1, new byte[12]),
            new RawRtcp(RawRtcp.PSFB, 1, new byte[8]),
            new RawRtcp(RawRtcp.XR, 0, new byte[4]),
            new Bye(List.of(7, -1), Optional.of("bye"))));

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    @DisplayName("all packets are written and read again; unknown kinds stay as they are")
    void roundTrip() {
        RtcpCompound read = RtcpCompound.parse(ALL.toBytes());

        assertThat(read).isEqualTo(ALL);
        assertThat(read.isFull()).isTrue();
        assertThat(read.reportBlocks()).hasSize(3);
        assertThat(read.byes()).containsExactly(7, -1);
        assertThat(read.of(SourceDescription.class).findFirst().orElseThrow().cname(7))
                .contains("x@brandy.example");
    }

    @Test
    @DisplayName("octets are where RFC 3550 §6.4 to §6.6 has them")
    void octets() {
        byte[] bytes = new RtcpCompound(List.of(
                        new ReceiverReport(0x0102_0304, List.of(BLOCK)),
                        SourceDescription.ofCname(5, "abc"),
                        new Bye(List.of(5), Optional.empty())))
                .toBytes();

        assertThat(bytes)
                .isEqualTo(hex("81c90007 01020304 80000001 40fffffe 00010005 ffffffff 22223333 00054000"
                        + "81ca0003 00000005 01036162 63000000 81cb0001 00000005"));
        assertThat(NtpTime.of(Instant.parse("1970-01-01T00:00:00.25Z"))).isEqualTo(0x83aa_7e80_4000_0000L);
    }

    @Test
    @DisplayName("reduced-size RTCP and padding at the end are taken, padding elsewhere is not")
    void reducedSizeAndPadding() {
        RtcpCompound reduced = RtcpCompound.parse(hex("81ce0002 00000001 00000002"));
        assertThat(reduced.isFull()).isFalse();
        assertThat(RtcpCompound.parse(hex("a0c90002 00000001 00000004")).packets())
                .containsExactly(new ReceiverReport(1, List.of()));
        for (String wrong : new String[] {
            "a0c90002 00000001 00000004 80c90001 00000001",
            "a0c90002 00000001 00000003",
            "a0c90002 00000001 0000000c",
            "a0c90002 00000001 00000000",
            "80c90002 00000001",
            "40c90001 00000001",
            "80400001 00000001",
            "81c90001 00000001",
            "81ca0002 00000001 01ff6162",
            "81ca0002 00000001 01026162",
            "81ca0001 00000001",
            "82cb0001 00000001",
            "81cb0002 00000001 04616263",
            "80c9",
            "",
        }) {
            assertThatExceptionOfType(MalformedRtcpException.class)
                    .as(wrong)
                    .isThrownBy(() -> RtcpCompound.parse(hex(wrong)));
        }
    }

    @Test
    @DisplayName("mutated compounds are read or refused, and what is read can be written and read again")
    void mutations() {
        Random random = new Random(3550);
        byte[] good = ALL.toBytes();
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int n = random.nextInt(6); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                RtcpCompound compound = RtcpCompound.parse(bytes);
                compound.reportBlocks();
                compound.byes();
                read++;
                assertThat(RtcpCompound.parse(compound.toBytes())).isEqualTo(compound);
            } catch (MalformedRtcpException e) {
                assertThat(e.offset()).isBetween(0, bytes.length);
            }
        }
        assertThat(read).isGreaterThan(1000);
    }

    @Test
    @DisplayName("values out of range are refused when made or written")
    void ranges() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReportBlock(1, 256, 0, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReportBlock(1, 0, 1 << 23, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RawRtcp(191, 0, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new RawRtcp(204, 0, new byte[3]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RtcpCompound(List.of(SourceDescription.ofCname(1, "x".repeat(256)))).toBytes());
        assertThatIllegalArgumentException().isThrownBy(() -> new RtcpCompound(List.of()).toBytes());
    }
}
