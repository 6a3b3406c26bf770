package org.sipbrandy.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.IceCredentials;
import org.sipbrandy.sdp.attribute.IcePacing;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.attribute.TlsId;

class SessionDescriptionTest {
    private static final String RFC_8866_5 = """
            v=0
            o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
            s=Call to John Smith
            i=SDP Offer #1
            u=http://www.jdoe.example.com/home.html
            e=Jane Doe <jane@jdoe.example.com>
            p=+1 617 555-6011
            c=IN IP4 198.51.100.1
            t=0 0
            m=audio 49170 RTP/AVP 0
            m=audio 49180 RTP/AVP 0
            m=video 51372 RTP/AVP 99
            c=IN IP6 2001:db8::2
            a=rtpmap:99 h263-1998/90000
            """.replace("\n", "\r\n");

    /** RFC 8839 §4.2.4. */
    private static final String RFC_8839_EXAMPLE = """
            v=0
            o=jdoe 2890844526 2890842807 IN IP4 203.0.113.141
            s=
            c=IN IP4 192.0.2.3
            t=0 0
            a=ice-options:ice2
            a=ice-pacing:50
            a=ice-pwd:asd88fgpdd777uzjYhagZg
            a=ice-ufrag:8hhY
            m=audio 45664 RTP/AVP 0
            b=RS:0
            b=RR:0
            a=rtpmap:0 PCMU/8000
            a=candidate:1 1 UDP 2130706431 203.0.113.141 8998 typ host
            a=candidate:2 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 203.0.113.141 rport 8998
            """;

    @Test
    @DisplayName("RFC 8866 §5: the example is read and written back byte for byte")
    void rfc8866Example() {
        SessionDescription session = SessionDescription.parse(RFC_8866_5.getBytes(StandardCharsets.UTF_8));

        assertThat(session.toString()).isEqualTo(RFC_8866_5);
        assertThat(session.origin().username()).isEqualTo("jdoe");
        assertThat(session.origin().version()).isEqualTo("3724394405");
        assertThat(session.information()).contains("SDP Offer #1");
        assertThat(session.media()).hasSize(3);
        MediaDescription video = session.media().get(2);
        assertThat(session.connection(video).map(Connection::address)).contains("2001:db8::2");
        assertThat(session.connection(session.media().getFirst()).map(Connection::address))
                .contains("198.51.100.1");
        assertThat(video.payloadFormats()).containsExactly(PayloadFormat.of(99, "h263-1998", 90000));
    }

    @Test
    @DisplayName("RFC 8839 §4.2.4: the example gives credentials, pacing, options and candidates")
    void rfc8839Example() {
        SessionDescription session = SessionDescription.parse(RFC_8839_EXAMPLE);
        MediaDescription audio = session.media().getFirst();

        assertThat(session.iceCredentials(audio)).contains(new IceCredentials("8hhY", "asd88fgpdd777uzjYhagZg"));
        assertThat(session.iceOptions(audio)).containsExactly("ice2");
        assertThat(session.icePacing()).isEqualTo(new IcePacing(50));
        assertThat(audio.candidates()).hasSize(2);
        assertThat(audio.candidates().get(1).relatedAddress()).contains("203.0.113.141");
        assertThat(audio.bandwidth()).containsExactly(new Bandwidth("RS", 0), new Bandwidth("RR", 0));
        assertThat(SessionDescription.parse(session.toBytes())).isEqualTo(session);
    }

    @Test
    @DisplayName("RFC 5763 §7.1: attributes ahead of t= and without CRLF are tolerated")
    void looseOrder() {
        SessionDescription session = SessionDescription.parse(
                "v=0\no=- 1181923068 1181923196 IN IP4 ua1.example.com\ns=example1\nc=IN IP4 ua1.example.com\n"
                        + "a=setup:actpass\na=fingerprint: SHA-1 "
                        + "4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB\n"
                        + "t=0 0\nm=audio 6056 RTP/AVP 0\na=sendrecv");

        assertThat(session.fingerprints(session.media().getFirst()))
                .extracting(Fingerprint::hash)
                .containsExactly("sha-1");
    }

    @Test
    @DisplayName("RFC 8842 §7: the example gives tls-id, setup and both fingerprints")
    void rfc8842Example() {
        SessionDescription session = Samples.parsed(
                "m=image 54111 TCP/TLS t38",
                "c=IN IP4 192.0.2.2",
                "a=tls-id:abc3de65cddef001be82",
                "a=setup:passive",
                "a=connection:new",
                "a=fingerprint:SHA-256 " + Samples.SHA256_A,
                "a=fingerprint:SHA-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB");
        MediaDescription image = session.media().getFirst();

        assertThat(session.tlsId(image).map(TlsId::value)).contains("abc3de65cddef001be82");
        assertThat(session.setup(image)).contains(Setup.PASSIVE);
        assertThat(session.fingerprints(image)).extracting(Fingerprint::hash).containsExactly("sha-256", "sha-1");
    }

    @Test
    @DisplayName("SDP-10 a session-level fingerprint applies where no media-level one exists")
    void fingerprintLevels() {
        SessionDescription session = Samples.parsed(
                "a=fingerprint:sha-256 " + Samples.SHA256_A,
                "m=audio 1 UDP/TLS/RTP/SAVPF 0",
                "m=audio 2 UDP/TLS/RTP/SAVPF 0",
                "a=fingerprint:sha-256 " + Samples.SHA256_B);

        assertThat(session.fingerprints(session.media().get(0)))
                .containsExactly(new Fingerprint("sha-256", Samples.SHA256_A));
        assertThat(session.fingerprints(session.media().get(1)))
                .containsExactly(new Fingerprint("sha-256", Samples.SHA256_B));
        assertThat(session.allFingerprints()).hasSize(2);
    }

    @Test
    @DisplayName("SDP-07 unknown attributes are kept in order and change nothing")
    void unknownAttributes() {
        SessionDescription session =
                Samples.parsed("a=x-one", "a=X-two:3:4", "m=audio 9 RTP/AVP 0", "a=zebra:1", "a=ptime:20", "a=apple");

        assertThat(session.attributes()).extracting(Attribute::line).containsExactly("x-one", "X-two:3:4");
        assertThat(session.media().getFirst().attributes())
                .extracting(Attribute::line)
                .containsExactly("zebra:1", "ptime:20", "apple");
        assertThat(session.media().getFirst().ptime().orElseThrow().milliseconds())
                .isEqualTo(20);
    }

    @Test
    @DisplayName("MSEC-06 k= is seen at either level, its value is dropped, and it is never written")
    void keyLine() {
        SessionDescription atSession = Samples.parsed("k=clear:secret", "m=audio 9 RTP/AVP 0");
        SessionDescription atMedia = Samples.parsed("m=audio 9 RTP/AVP 0", "k=base64:c2VjcmV0");

        assertThat(atSession.hasKey()).isTrue();
        assertThat(atSession.hasAnyKey()).isTrue();
        assertThat(atMedia.hasKey()).isFalse();
        assertThat(atMedia.media().getFirst().hasKey()).isTrue();
        assertThat(atMedia.hasAnyKey()).isTrue();
        assertThat(Samples.parsed("m=audio 9 RTP/AVP 0").hasAnyKey()).isFalse();
        assertThat(atSession.toString() + atMedia).doesNotContain("\r\nk=").doesNotContain("secret");
    }

    @Test
    @DisplayName("ICE-01 credentials of the media level take the place of the session's, each by itself")
    void iceCredentialLevels() {
        SessionDescription session = Samples.parsed(
                "a=ice-ufrag:8hhY",
                "a=ice-pwd:asd88fgpdd777uzjYhagZg",
                "m=audio 9 RTP/AVP 0",
                "m=audio 9 RTP/AVP 0",
                "a=ice-ufrag:9uB6");

        assertThat(session.iceCredentials(session.media().get(0)).orElseThrow().ufrag())
                .isEqualTo("8hhY");
        assertThat(session.iceCredentials(session.media().get(1)))
                .contains(new IceCredentials("9uB6", "asd88fgpdd777uzjYhagZg"));
        SessionDescription half = Samples.parsed("m=audio 9 RTP/AVP 0", "a=ice-ufrag:9uB6");
        assertThat(half.iceCredentials(half.media().getFirst())).isEmpty();
    }

    @Test
    @DisplayName("RFC 8866 §6.7: direction is the media level's, the session's, else sendrecv")
    void directions() {
        SessionDescription session =
                Samples.parsed("a=sendonly", "m=audio 9 RTP/AVP 0", "m=audio 9 RTP/AVP 0", "a=inactive");

        assertThat(session.direction(session.media().get(0))).isEqualTo(Direction.SENDONLY);
        assertThat(session.direction(session.media().get(1))).isEqualTo(Direction.INACTIVE);
        SessionDescription silent = Samples.parsed("m=audio 9 RTP/AVP 0");
        assertThat(silent.direction(silent.media().getFirst())).isEqualTo(Direction.SENDRECV);
    }

    @Test
    @DisplayName("RFC 8866 §9: IPv6 and IPv4-mapped addresses stand without brackets; bracketed ones are refused")
    void ipv6() {
        String body = "v=0\r\no=- 1 1 IN IP6 ::ffff:192.0.2.10\r\ns=-\r\nt=0 0\r\nm=audio 6000 RTP/AVP 0\r\nc=IN IP6 ";

        SessionDescription mapped = SessionDescription.parse(body + "::ffff:192.0.2.2\r\n");
        assertThat(mapped.connection(mapped.media().getFirst()).orElseThrow().isLiteral())
                .isTrue();
        assertThatThrownBy(() -> SessionDescription.parse(body + "[2001:db8::10]\r\n"))
                .isInstanceOf(SdpParseException.class);
    }

    @Test
    @DisplayName("RFC 8866 §5.9–5.11: repeat and zone lines stay with their time line")
    void times() {
        String body = "v=0\r\no=- 1 1 IN IP4 a.example\r\ns=-\r\nt=3724394400 3724398000\r\nr=7d 1h 0 25h\r\n"
                + "z=3730928400 -1h\r\nt=0 0\r\n";

        SessionDescription session = SessionDescription.parse(body);

        assertThat(session.timing())
                .containsExactly(
                        new Timing(3724394400L, 3724398000L, List.of("7d 1h 0 25h"), Optional.of("3730928400 -1h")),
                        Timing.UNBOUNDED);
        assertThat(session.toString()).isEqualTo(body);
    }

    @Test
    @DisplayName("RFC 8866 §9: bytes that are not UTF-8 are read as ISO 8859-1")
    void latin1() {
        byte[] body = Samples.body().replace("s=-", "s=Gr\u00fc\u00dfe").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(SessionDescription.parse(body).name()).isEqualTo("Gr\u00fc\u00dfe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "o=- 1 1 IN IP4 a.b\r\n",
                "v=1\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\n",
                "v=0\r\ns=-\r\nt=0 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\nt=0 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\n",
                "v=0\r\no=- x 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\n",
                "v=0\r\no=- 1 -1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\n\r\na=late\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\ny=unknown type\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\nz=0 1\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\nm=audio 65536 RTP/AVP 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\nm=audio 1 RTP/AVP\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\nm=audio 1 RTP/AVP 0\r\nt=0 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\na=setup:client\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 12:34\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\na=tls-id:short\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\na=ice-pwd:short\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=-\r\nt=0 0\r\nc=IN IP4 1::2\r\n",
                "v=0\r\no=- 1 1 IN IP4 a.b\r\ns=a\u0000b\r\nt=0 0\r\n",
            })
    @DisplayName("RFC 8866 §9: what breaks the grammar is a parse error with a place")
    void malformed(String body) {
        assertThatThrownBy(() -> SessionDescription.parse(body))
                .isInstanceOfSatisfying(
                        SdpParseException.class, e -> assertThat(e.offset()).isBetween(0, body.length()));
    }

    @Test
    @DisplayName("SDP-10 two different values of one security attribute at one level are refused")
    void contradictions() {
        for (String pair : List.of(
                "a=setup:active|a=setup:passive",
                "a=tls-id:" + Samples.TLS_ID_A + "|a=TLS-ID:" + Samples.TLS_ID_B,
                "a=ice-ufrag:8hhY|a=ice-ufrag:9uB6",
                "a=mid:1|a=mid:2",
                "a=sendonly|a=recvonly")) {
            String body = Samples.body("m=audio 9 UDP/TLS/RTP/SAVP 0", pair.replace("|", "\r\n"));
            assertThatThrownBy(() -> SessionDescription.parse(body)).as(pair).isInstanceOf(SdpParseException.class);
        }
    }

    @Test
    @DisplayName("TORT-05 lengths, lines and media descriptions are limited")
    void limits() {
        assertThatThrownBy(() -> SessionDescription.parse(new byte[SdpLimits.MAX_LENGTH + 1]))
                .isInstanceOf(SdpParseException.class);
        assertThatThrownBy(() -> Samples.parsed("a=" + "x".repeat(SdpLimits.MAX_LINE)))
                .hasMessageContaining("too long a line");
        assertThatThrownBy(() -> Samples.parsed("a=x\r\n".repeat(SdpLimits.MAX_LINES)))
                .hasMessageContaining("too many lines");
        assertThatThrownBy(() -> Samples.parsed("m=audio 9 RTP/AVP 0\r\n".repeat(SdpLimits.MAX_MEDIA + 1)))
                .hasMessageContaining("too many media");
        assertThat(Samples.parsed("m=audio 9 RTP/AVP 0\r\n".repeat(SdpLimits.MAX_MEDIA))
                        .media())
                .hasSize(SdpLimits.MAX_MEDIA);
    }

    @Test
    @DisplayName("RFC 8866 §9: own descriptions are read back as they were made")
    void roundTrip() {
        for (SessionDescription session : List.of(Samples.msecOffer(), Samples.msecAnswer())) {
            assertThat(SessionDescription.parse(session.toBytes())).isEqualTo(session);
        }
    }

    @Test
    @DisplayName("SDP-07 values that would break a line cannot be built")
    void noInjection() {
        assertThatThrownBy(() -> Attribute.of("x", "1\r\na=crypto:1")).isInstanceOf(SdpParseException.class);
        assertThatThrownBy(() -> Attribute.of("x:y", "1")).isInstanceOf(SdpParseException.class);
        assertThatThrownBy(() -> Connection.of("192.0.2.1 a=b")).isInstanceOf(SdpParseException.class);
    }
}
