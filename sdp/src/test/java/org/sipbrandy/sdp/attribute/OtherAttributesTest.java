package org.sipbrandy.sdp.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.SdpParseException;

class OtherAttributesTest {
    @Test
    @DisplayName("DTLS-08 own tls-ids have at least 120 random bits and 20 to 255 characters; others are refused")
    void tlsId() {
        var random = new Random(8842);
        TlsId first = TlsId.generate(random);

        assertThat(first.value().length() * 6).isGreaterThanOrEqualTo(120);
        assertThat(first.value()).hasSizeBetween(20, 255);
        assertThat(first).isNotEqualTo(TlsId.generate(random));
        assertThat(TlsId.parse("abc3de65cddef001be82").toAttribute().line()).isEqualTo("tls-id:abc3de65cddef001be82");
        for (String bad : List.of("a".repeat(19), "a".repeat(256), "a".repeat(19) + "=")) {
            assertThatThrownBy(() -> TlsId.parse(bad)).isInstanceOf(SdpParseException.class);
        }
    }

    @Test
    @DisplayName("DTLS-08 tls-id counts at media level only")
    void tlsIdLevel() {
        var session = Samples.parsed("a=tls-id:" + Samples.TLS_ID_A, "m=audio 9 UDP/TLS/RTP/SAVPF 0");

        assertThat(session.tlsId(session.media().getFirst())).isEmpty();
    }

    @Test
    @DisplayName("RFC 3605 §2.1: a=rtcp with and without an address")
    void rtcp() {
        assertThat(Rtcp.parse("53020")).isEqualTo(Rtcp.of(53020));
        for (String value :
                List.of("53020", "53020 IN IP4 126.16.64.4", "53020 IN IP6 2001:2345:6789:abcd:ef01:2345:6789:abcd")) {
            assertThat(Rtcp.parse(value).value()).isEqualTo(value);
        }
        assertThatThrownBy(() -> Rtcp.parse("")).isInstanceOf(SdpParseException.class);
        assertThatThrownBy(() -> Rtcp.parse("53020 IN IP4")).isInstanceOf(SdpParseException.class);
    }

    @Test
    @DisplayName("RFC 8866 §6.6: rtpmap with channels, and encodings compared without case")
    void rtpMap() {
        assertThat(RtpMap.parse("96 opus/48000/2").value()).isEqualTo("96 opus/48000/2");
        assertThat(RtpMap.parse("98 L16/16000/1").value()).isEqualTo("98 L16/16000");
        assertThat(RtpMap.parse("0 pcmu/8000").sameEncoding(RtpMap.parse("100 PCMU/8000")))
                .isTrue();
        assertThat(RtpMap.parse("9 G722/8000").sameEncoding(RtpMap.parse("9 G722/16000")))
                .isFalse();
        for (String bad :
                List.of("128 opus/48000", "96 opus", "96 opus/0", "96 opus/48000/2/3", "96", "x opus/48000")) {
            assertThatThrownBy(() -> RtpMap.parse(bad)).as(bad).isInstanceOf(SdpParseException.class);
        }
    }

    @Test
    @DisplayName("RFC 3551 §6: static payload types need no rtpmap; dynamic ones without are left out")
    void staticPayloads() {
        assertThat(Samples.stream(
                                "m=audio 9 RTP/AVP 8 96 0 97 0 x", "a=rtpmap:97 opus/48000/2", "a=fmtp:97 a=1; b;c = 2")
                        .payloadFormats())
                .extracting(PayloadFormat::encoding)
                .containsExactly("PCMA", "PCMU", "opus");
    }

    @Test
    @DisplayName("RFC 8866 §6.15: fmtp parameters as pairs")
    void fmtp() {
        assertThat(Fmtp.parse("97 useinbandfec=1; Stereo=0;;x").map())
                .containsExactly(Map.entry("useinbandfec", "1"), Map.entry("stereo", "0"), Map.entry("x", ""));
        assertThat(Fmtp.parse("101 0-15").value()).isEqualTo("101 0-15");
    }

    @Test
    @DisplayName("RFC 5888 §4 and §5: mid and group")
    void group() {
        Group group = Group.parse("BUNDLE 0 audio1");

        assertThat(group.mids()).containsExactly(new Mid("0"), new Mid("audio1"));
        assertThat(group.value()).isEqualTo("BUNDLE 0 audio1");
        assertThat(Group.parse("LS").mids()).isEmpty();
        assertThatThrownBy(() -> Mid.parse("a b")).isInstanceOf(SdpParseException.class);
    }

    @Test
    @DisplayName("RFC 8866 §6.4: a fraction of ptime is dropped")
    void ptime() {
        assertThat(Ptime.parse("20.5")).isEqualTo(new Ptime(20));
        assertThat(Maxptime.parse("40").toAttribute().line()).isEqualTo("maxptime:40");
        assertThatThrownBy(() -> Ptime.parse("0")).isInstanceOf(SdpParseException.class);
    }

    @Test
    @DisplayName("RFC 8866 §6.7: directions as sets of flows")
    void directions() {
        assertThat(Direction.SENDONLY.reversed()).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.SENDRECV.and(Direction.RECVONLY)).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.SENDONLY.and(Direction.RECVONLY)).isEqualTo(Direction.INACTIVE);
    }
}
