package org.sipbrandy.sdp.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.SdpParseException;

class IceAttributesTest {
    @Test
    @DisplayName("ICE-01 own credentials have at least 24 and 128 bits, and ufrag at most 32 characters")
    void credentials() {
        var random = new Random(8839);
        IceCredentials first = IceCredentials.generate(random);

        assertThat(first.ufrag()).hasSizeBetween(4, 32);
        assertThat(first.password().length() * 6).isGreaterThanOrEqualTo(128);
        assertThat(first).isNotEqualTo(IceCredentials.generate(random));
        assertThat(first.toString()).doesNotContain(first.password());
        assertThat(new IceCredentials("a".repeat(256), "b".repeat(256)).ufrag()).hasSize(256);
        assertThatThrownBy(() -> new IceCredentials("abc", "b".repeat(22))).isInstanceOf(SdpParseException.class);
        assertThatThrownBy(() -> new IceCredentials("abcd", "b".repeat(21))).isInstanceOf(SdpParseException.class);
        assertThatThrownBy(() -> new IceCredentials("ab-d", "b".repeat(22))).isInstanceOf(SdpParseException.class);
    }

    @Test
    @DisplayName(
            "RFC 8839 §5.1: the candidates of the section and of an IPv6 relay with extensions are read and written back")
    void candidates() {
        for (String value : List.of(
                "2 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 203.0.113.141 rport 8998",
                "1 1 UDP 2130706431 fe80::6676:baff:fe9c:ee4a 8998 typ host",
                "a+/9 256 tcp 1 2001:db8::1 0 typ relay raddr :: rport 9 generation 0 network-cost 50")) {
            assertThat(CandidateAttribute.parse(value).value()).isEqualTo(value);
        }
        CandidateAttribute relay = CandidateAttribute.parse(
                "3 1 UDP 7 2001:db8::1 9000 typ relay raddr 2001:db8::2 rport 7 generation 0 ufrag abcd");
        assertThat(relay.extensions())
                .containsExactly(
                        new CandidateAttribute.Extension("generation", "0"),
                        new CandidateAttribute.Extension("ufrag", "abcd"));
    }

    @Test
    @DisplayName("ICE-02 candidates with names, other transports or no address are read but never usable")
    void unusable() {
        MediaDescription audio = Samples.stream(
                "m=audio 9 RTP/AVP 0",
                "a=candidate:1 1 UDP 2130706431 host.example.com 8998 typ host",
                "a=candidate:2 1 UDP 2130706430 7a9f.local 8998 typ host",
                "a=candidate:3 1 TCP 2130706429 192.0.2.1 9 typ host tcptype active",
                "a=candidate:4 1 UDP 2130706428 0.0.0.0 9 typ host",
                "a=candidate:5 1 udp 2130706427 192.0.2.1 8998 typ host");

        assertThat(audio.candidates()).hasSize(5);
        assertThat(audio.usableCandidates())
                .extracting(CandidateAttribute::foundation)
                .containsExactly("5");
    }

    @Test
    @DisplayName("ICE-02 malformed candidate lines are ignored, the others count")
    void malformed() {
        MediaDescription audio = Samples.stream(
                "m=audio 9 RTP/AVP 0",
                "a=candidate:1 0 UDP 1 192.0.2.1 8998 typ host",
                "a=candidate:1 257 UDP 1 192.0.2.1 8998 typ host",
                "a=candidate:1 1 UDP 0 192.0.2.1 8998 typ host",
                "a=candidate:1 1 UDP 2147483648 192.0.2.1 8998 typ host",
                "a=candidate:1 1 UDP 1 192.0.2.1 70000 typ host",
                "a=candidate:1 1 UDP 1 1:2:3 8998 typ host",
                "a=candidate:1 1 UDP 1 192.0.2.1 8998 host",
                "a=candidate:1 1 UDP 1 192.0.2.1 8998",
                "a=candidate:" + "1".repeat(33) + " 1 UDP 1 192.0.2.1 8998 typ host",
                "a=candidate:ok 1 UDP 1 192.0.2.1 8998 typ host");

        assertThat(audio.candidates())
                .extracting(CandidateAttribute::foundation)
                .containsExactly("ok");
    }

    @Test
    @DisplayName("RFC 8839 §9.1: a hidden related address is 0.0.0.0 or :: with port 9")
    void hiddenRelatedAddress() {
        assertThat(CandidateAttribute.derived("1", 1, 5, "192.0.2.1", 7, "relay", "10.0.0.1", 8)
                        .withHiddenRelatedAddress()
                        .value())
                .endsWith("typ relay raddr 0.0.0.0 rport 9");
        assertThat(CandidateAttribute.derived("1", 1, 5, "2001:db8::1", 7, "srflx", "fd00::1", 8)
                        .withHiddenRelatedAddress()
                        .value())
                .endsWith("typ srflx raddr :: rport 9");
        CandidateAttribute host = CandidateAttribute.host("1", 1, 5, "192.0.2.1", 7);
        assertThat(host.withHiddenRelatedAddress()).isEqualTo(host);
    }

    @Test
    @DisplayName("RFC 8839 §5.2: remote-candidates lists component, address and port of each component")
    void remoteCandidates() {
        RemoteCandidates both = RemoteCandidates.parse("1 192.0.2.3 45664 2 2001:db8::1 45665");

        assertThat(both.entries())
                .containsExactly(
                        new RemoteCandidates.Entry(1, "192.0.2.3", 45664),
                        new RemoteCandidates.Entry(2, "2001:db8::1", 45665));
        assertThat(both.value()).isEqualTo("1 192.0.2.3 45664 2 2001:db8::1 45665");
        assertThatThrownBy(() -> RemoteCandidates.parse("1 192.0.2.3")).isInstanceOf(SdpParseException.class);
    }

    @Test
    @DisplayName("RFC 8839 §5.5: ice-pacing is 50 ms by default and the larger value counts")
    void pacing() {
        assertThat(Samples.parsed("m=audio 9 RTP/AVP 0").icePacing()).isEqualTo(IcePacing.DEFAULT);
        IcePacing twenty = Samples.parsed("a=ice-pacing:20").icePacing();
        assertThat(twenty.milliseconds()).isEqualTo(20);
        assertThat(twenty.negotiated(IcePacing.DEFAULT)).isEqualTo(IcePacing.DEFAULT);
        assertThat(IcePacing.DEFAULT.negotiated(twenty)).isEqualTo(IcePacing.DEFAULT);
    }

    @Test
    @DisplayName("RFC 8839 §5.3: ice-lite stands at session level, ice-mismatch at media level")
    void flags() {
        var session = Samples.parsed("a=ice-lite", "m=audio 9 RTP/AVP 0", "a=ice-mismatch");
        assertThat(session.iceLite()).isTrue();
        assertThat(session.media().getFirst().iceMismatch()).isTrue();
        assertThat(Samples.parsed("m=audio 9 RTP/AVP 0", "a=ice-lite").iceLite())
                .isFalse();
    }

    @Test
    @DisplayName("RFC 8839 §5.6, RFC 5888 §4: ice-options of both levels count, mid names the stream")
    void options() {
        var session = Samples.parsed(
                "a=ice-options:ice2 rtp+ecn", "m=audio 9 RTP/AVP 0", "a=ice-options:trickle", "a=mid:a1");
        MediaDescription audio = session.media().getFirst();

        assertThat(session.iceOptions(audio)).containsExactly("ice2", "rtp+ecn", "trickle");
        assertThat(session.mediaByMid("a1")).contains(audio);
        assertThat(session.mediaByMid("a2")).isEmpty();
        assertThat(Samples.msecOffer().toString()).contains("a=ice-options:ice2 trickle\r\n", "a=mid:0\r\n");
    }
}
