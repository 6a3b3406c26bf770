package org.sipbrandy.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.sip.message.Torture.request;
import static org.sipbrandy.sip.message.Torture.response;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 4475 §3.1.1: valid messages. */
class Rfc4475ValidTest {
    private static SipUri sip(Uri uri) {
        return (SipUri) uri;
    }

    @Test
    @DisplayName("TORT-01 wsinv: a short tortuous INVITE parses, folds and odd spaces included (3.1.1.1)")
    void wsinv() {
        SipRequest invite = request("wsinv");
        Headers headers = invite.headers();
        assertThat(invite.method()).isEqualTo(SipMethod.INVITE);
        assertThat(sip(invite.requestUri()).parameters().has("unknownparam")).isTrue();
        assertThat(headers.to().tag()).contains("1918181833n");
        assertThat(headers.from().displayName()).contains("J Rosenberg \\\"");
        assertThat(headers.from().tag()).contains("98asjd8");
        assertThat(headers.maxForwards()).hasValue(68);
        assertThat(headers.cseq()).isEqualTo(new CSeq(9, SipMethod.INVITE));
        assertThat(headers.vias()).hasSize(3);
        assertThat(headers.topVia().branch()).contains("390skdjuw");
        assertThat(headers.topVia().hasMagicCookie()).isFalse();
        assertThat(headers.vias().get(1).transport()).isEqualTo("TCP");
        assertThat(headers.vias().get(2).branch()).contains("z9hG4bK30239");
        assertThat(headers.first("Subject")).contains("");
        assertThat(headers.first("NewFangledHeader")).contains("newfangled value continued newfangled value");
        assertThat(headers.first("UnknownHeaderWithUnusualValue")).contains(";;,,;;,;");
        assertThat(headers.routes().get(0).uri())
                .hasToString("sip:services.example.com;lr;unknownwith=value;unknown-no-value");
        assertThat(headers.contacts().get(0).displayName()).contains("Quoted string \"\"");
        assertThat(headers.contacts().get(0).parameters().get("newparam")).contains("newvalue");
        assertThat(headers.contacts().get(0).parameters().get("q")).contains("0.33");
        assertThat(invite.body().length()).isEqualTo(150);
    }

    @Test
    @DisplayName("TORT-01 intmeth: the wide range of valid characters (3.1.1.2)")
    void intmeth() {
        SipRequest request = request("intmeth");
        assertThat(request.method().name()).isEqualTo("!interesting-Method0123456789_*+`.%indeed'~");
        assertThat(request.method().isKnown()).isFalse();
        assertThat(sip(request.requestUri()).user()).contains("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
        assertThat(sip(request.requestUri()).password()).contains("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
        assertThat(request.headers().to().displayName()).contains("BEL:\u0007 NUL:\0 DEL:\u007f");
        assertThat(request.headers().from().displayName()).contains("token1~` token2'+_ token3*%!.-");
        assertThat(request.headers().from().parameters().get("fromParam''~+*_!.-%"))
                .contains("работающий");
        assertThat(request.headers().from().tag()).contains("_token~1'+`*%!-.");
        assertThat(request.headers().callId()).isEqualTo("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");
        assertThat(request.headers().maxForwards()).hasValue(255);
        assertThat(request.headers().first("extensionHeader-!.%*+_`'~")).contains("\ufeff大停電");
        assertThat(request.respond(501).toTag("a").build().encode()).containsSequence(7, ' ', 'N');
    }

    @Test
    @DisplayName("TORT-01 esc01: percent escapes stay and compare as RFC 3261 §19.1.4 says (3.1.1.3)")
    void esc01() {
        SipRequest invite = request("esc01");
        assertThat(sip(invite.requestUri()).user()).contains("sips%3Auser%40example.com");
        assertThat(sip(invite.requestUri()).userText()).contains("sips:user@example.com");
        assertThat(invite.headers().to().uri().sameAs(Uri.parse("sip:user@example.com")))
                .isTrue();
        assertThat(sip(invite.headers().from().uri()).userText()).contains("I have spaces");
        SipUri contact = sip(invite.headers().contacts().get(0).uri());
        assertThat(contact.userText()).contains("caller");
        assertThat(contact.parameters().raw("n%61me")).contains("v%61lue%25%34%31");
    }

    @Test
    @DisplayName("TORT-01 escnull: escaped nulls do not end a user (3.1.1.4)")
    void escnull() {
        SipRequest register = request("escnull");
        assertThat(sip(register.headers().to().uri()).userText()).contains("null-\0-null");
        assertThat(register.headers().contacts())
                .extracting(contact -> sip(contact.uri()).userText().orElse(""))
                .containsExactly("\0", "\0\0");
    }

    @Test
    @DisplayName("TORT-01 esc02: a percent sign that is no escape, in a method and a header name (3.1.1.5)")
    void esc02() {
        SipRequest request = request("esc02");
        assertThat(request.method().name()).isEqualTo("RE%47IST%45R");
        assertThat(request.method().isKnown()).isFalse();
        assertThat(request.headers().to().displayName()).contains("%Z%45");
        assertThat(request.headers().contacts()).hasSize(2);
        assertThat(request.headers().has("C%6Fntact")).isTrue();
        assertThat(request.headers().topVia().branch()).contains("z9hG4bK209%fzsnel234");
    }

    @Test
    @DisplayName("TORT-01 lwsdisp: no space between display name and angle bracket (3.1.1.6)")
    void lwsdisp() {
        NameAddr from = request("lwsdisp").headers().from();
        assertThat(from.displayName()).contains("caller");
        assertThat(from.uri()).hasToString("sip:caller@example.com");
        assertThat(from.tag()).contains("323");
    }

    @Test
    @DisplayName("TORT-01 longreq: long values, 34 Vias, compact names in any case (3.1.1.7)")
    void longreq() {
        SipRequest invite = request("longreq");
        assertThat(invite.headers().vias()).hasSize(34);
        assertThat(invite.headers().topVia().branch()).isEmpty();
        assertThat(invite.headers().from().tag().orElse("")).hasSize(155).startsWith("12982982");
        assertThat(sip(invite.headers().to().uri()).port()).hasValue(6000);
        assertThat(invite.headers().contacts()).hasSize(1);
        assertThat(invite.headers().callId()).startsWith("longreq.onereally");
        assertThat(invite.body().length()).isEqualTo(150);
    }

    @Test
    @DisplayName("TORT-01 SIP-01 dblreq: octets behind Content-Length in a datagram are dropped (3.1.1.8)")
    void dblreq() {
        SipRequest register = request("dblreq");
        assertThat(register.method()).isEqualTo(SipMethod.REGISTER);
        assertThat(register.body().isEmpty()).isTrue();
        assertThat(new String(register.encode(), StandardCharsets.UTF_8)).doesNotContain("INVITE");
    }

    @Test
    @DisplayName("TORT-01 semiuri: semicolons belong to the user part (3.1.1.9)")
    void semiuri() {
        SipUri uri = sip(request("semiuri").requestUri());
        assertThat(uri.userText()).contains("user;par=u@example.net");
        assertThat(uri.host()).isEqualTo("example.com");
        assertThat(uri.parameters().isEmpty()).isTrue();
    }

    @Test
    @DisplayName("TORT-01 transports: unknown transports in Via (3.1.1.10)")
    void transports() {
        assertThat(request("transports").headers().vias())
                .extracting(Via::transport)
                .containsExactly("UDP", "SCTP", "TLS", "UNKNOWN", "TCP");
    }

    @Test
    @DisplayName("TORT-01 mpart01: a binary body is framed by Content-Length and kept (3.1.1.11)")
    void mpart01() {
        SipRequest message = request("mpart01");
        assertThat(message.body().length()).isEqualTo(553);
        assertThat(message.headers().contentType().orElseThrow().isMultipart()).isTrue();
        assertThat(message.encode()).isEqualTo(Torture.octets("mpart01"));
    }

    @Test
    @DisplayName("TORT-01 unreason: an unusual reason phrase (3.1.1.12)")
    void unreason() {
        SipResponse response = response("unreason");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.reason()).isEqualTo("= 2**3 * 5**2 но сто девяносто девять - простое");
    }

    @Test
    @DisplayName("TORT-01 noreason: an empty reason phrase (3.1.1.13)")
    void noreason() {
        SipResponse response = response("noreason");
        assertThat(response.status()).isEqualTo(100);
        assertThat(response.reason()).isEmpty();
        assertThat(response.startLine()).isEqualTo("SIP/2.0 100 ");
    }
}
