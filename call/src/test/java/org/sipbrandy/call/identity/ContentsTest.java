package org.sipbrandy.call.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Uri;

/** Bodies of several parts, as RFC 2046 and RFC 5621 have them. */
class ContentsTest {
    private static final byte[] BINARY = {0, '\r', '\n', '-', '-', (byte) 0xff, '\n', 0};

    private static String sdp(String name) {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=" + name + "\r\nt=0 0\r\n";
    }

    private static String part(String headers, String content) {
        return "--x\r\n" + headers + "\r\n" + content + "\r\n";
    }

    private static SipRequest invite(String type, String body) {
        return SipRequest.builder(SipMethod.INVITE, Uri.parse("sip:bob@192.0.2.2"))
                .body(MediaType.parse(type), Body.of(body.getBytes(StandardCharsets.ISO_8859_1)))
                .build();
    }

    private static SipRequest mixed(String... parts) {
        return invite("multipart/mixed;boundary=x", String.join("", parts) + "--x--\r\n");
    }

    private static String name(SipMessage message) {
        return Contents.of(message).description().orElseThrow().name();
    }

    private static int refused(SipMessage message) {
        try {
            throw new AssertionError("read: " + Contents.of(message));
        } catch (Contents.Unreadable e) {
            return e.status();
        }
    }

    @Test
    @DisplayName("CRED-17 a certificate travels as it is: binary parts keep every octet")
    void binary() {
        var contents = Contents.of(mixed(
                part("Content-Type: application/sdp\r\n", sdp("one")),
                part(
                        "Content-Type: application/pkix-cert\r\nContent-ID: <c@h>\r\n",
                        new String(BINARY, StandardCharsets.ISO_8859_1))));
        assertThat(contents.parts()).singleElement().satisfies(part -> {
            assertThat(part.content()).isEqualTo(BINARY);
            assertThat(part.contentId()).isEqualTo("<c@h>");
        });
        assertThat(contents.description()).isPresent();
    }

    @Test
    @DisplayName("CRED-17 base64 is undone, an encoding that nobody knows is not guessed at")
    void transferEncoding() {
        String type = "Content-Type: application/pkix-cert\r\nContent-ID: <c@h>\r\nContent-Transfer-Encoding: ";
        String encoded = Base64.getMimeEncoder().encodeToString(BINARY);
        assertThat(Contents.of(mixed(part(type + "base64\r\n", encoded)))
                        .parts()
                        .getFirst()
                        .content())
                .isEqualTo(BINARY);
        assertThat(refused(mixed(part(type + "x-own\r\n", encoded)))).isEqualTo(400);
    }

    @Test
    @DisplayName("CRED-17 STIR-AS-25 of alternatives the last that is understood counts, nested ones are opened")
    void alternatives() {
        String inner = "--y\r\nContent-Type: application/sdp\r\n\r\n" + sdp("plain") + "\r\n"
                + "--y\r\nContent-Type: application/sdp\r\n\r\n" + sdp("best") + "\r\n"
                + "--y\r\nContent-Type: application/sdpng\r\n\r\nnew\r\n--y--\r\n";
        assertThat(name(invite("multipart/alternative;boundary=y", inner))).isEqualTo("best");
        assertThat(name(mixed(part("Content-Type: multipart/alternative;boundary=y\r\n", inner))))
                .isEqualTo("best");
    }

    @Test
    @DisplayName("CRED-23 of parts of one name in an alternative only the chosen one is there")
    void alternativeCertificates() {
        String inner = "--y\r\nContent-Type: application/pkix-cert\r\nContent-ID: <c@h>\r\n\r\nfirst\r\n"
                + "--y\r\nContent-Type: application/pkix-cert\r\nContent-ID: <c@h>\r\n\r\nsecond\r\n--y--\r\n";
        var contents = Contents.of(mixed(part("Content-Type: multipart/alternative;boundary=y\r\n", inner)));
        assertThat(contents.parts())
                .singleElement()
                .satisfies(part -> assertThat(new String(part.content(), StandardCharsets.UTF_8))
                        .isEqualTo("second"));
    }

    @Test
    @DisplayName("CRED-17 a part that has to be understood and is not: 415; an optional one is left aside")
    void handling() {
        String sdp = part("Content-Type: application/sdp\r\n", sdp("one"));
        String strange = "Content-Type: application/strange\r\n";
        assertThat(refused(mixed(sdp, part(strange, "?")))).isEqualTo(415);
        assertThat(name(mixed(sdp, part(strange + "Content-Disposition: attachment;handling=optional\r\n", "?"))))
                .isEqualTo("one");
    }

    @Test
    @DisplayName("STIR-AS-25 the description of the session is meant: not another one, and not one of two")
    void disposition() {
        String early = part(
                "Content-Type: application/sdp\r\nContent-Disposition: early-session;handling=optional\r\n",
                sdp("early"));
        String one = part("Content-Type: application/sdp\r\n", sdp("one"));
        assertThat(name(mixed(early, one))).isEqualTo("one");
        assertThat(Contents.of(mixed(early)).description()).isEmpty();
        assertThat(refused(mixed(one, part("Content-Type: application/sdp\r\n", sdp("two")))))
                .isEqualTo(400);
    }

    @Test
    @DisplayName("CRED-17 a body cut short, without boundary, or nested without end is refused")
    void malformed() {
        assertThat(refused(invite("multipart/mixed;boundary=x", part("Content-Type: application/sdp\r\n", sdp("one")))))
                .isEqualTo(400);
        assertThat(refused(invite("multipart/mixed", "--x--\r\n"))).isEqualTo(400);
        String nested = "x";
        for (int i = 0; i < 20; i++) {
            nested = "--b" + i + "\r\nContent-Type: multipart/mixed;boundary=b" + (i - 1) + "\r\n\r\n" + nested
                    + "\r\n--b" + i + "--\r\n";
        }
        assertThat(refused(invite("multipart/mixed;boundary=b19", nested))).isEqualTo(400);
    }

    @Test
    @DisplayName("CRED-17 what is strange in a response is left aside: nobody could be told")
    void response() {
        var request = SipRequest.builder(SipMethod.INVITE, Uri.parse("sip:bob@192.0.2.2"))
                .add("From", "<sip:a@h>;tag=1")
                .add("To", "<sip:b@h>")
                .add("Call-ID", "c")
                .add("CSeq", "1 INVITE")
                .build();
        var response = request.respond(200)
                .body(
                        MediaType.parse("multipart/mixed;boundary=x"),
                        Body.of(part("Content-Type: application/isup\r\n", "?")
                                + part("Content-Type: application/sdp\r\n", sdp("one")) + "--x--\r\n"))
                .build();
        assertThat(name(response)).isEqualTo("one");
        assertThatThrownBy(() -> Contents.of(mixed(part("Content-Type: application/isup\r\n", "?"))))
                .hasMessageContaining("application/isup");
    }
}
