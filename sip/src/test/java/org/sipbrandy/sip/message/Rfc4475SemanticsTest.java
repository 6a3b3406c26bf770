package org.sipbrandy.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.sip.message.Torture.refused;
import static org.sipbrandy.sip.message.Torture.request;
import static org.sipbrandy.sip.message.Torture.response;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4475 §3.2 to §3.4: what parses, and what is refused before the application sees it. */
class Rfc4475SemanticsTest {
    @ParameterizedTest(name = "TORT-03 {0} is refused with 400")
    @DisplayName("TORT-03 badbranch, insuf, multi01 and mcl01 are refused with 400")
    @ValueSource(strings = {"badbranch", "insuf", "multi01", "mcl01"})
    void refusedWith400(String name) {
        assertThat(refused(name).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("TORT-07 a branch that is the magic cookie alone is refused without a transaction")
    void badbranch() {
        ParseResult.Refused refused = refused("badbranch");
        assertThat(refused.response("a").headers().topVia().branch()).contains("z9hG4bK");
    }

    @Test
    @DisplayName("TORT-03 multi01: the response has each single field once")
    void multi01() {
        Headers headers = refused("multi01").response("a").headers();
        assertThat(headers.count("CSeq")).isEqualTo(1);
        assertThat(headers.count("Call-ID")).isEqualTo(1);
        assertThat(headers.count("To")).isEqualTo(1);
        assertThat(headers.count("From")).isEqualTo(1);
    }

    @Test
    @DisplayName("TORT-03 insuf: the response does without what the request lacks")
    void insuf() {
        String text = new String(refused("insuf").response("a").encode(), StandardCharsets.UTF_8);
        assertThat(text).contains("Via: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf", "CSeq: 193942 INVITE");
        assertThat(text).doesNotContain("Call-ID").doesNotContain("To:");
    }

    @Test
    @DisplayName("TORT-03 unkscm and novelsc: a foreign Request-URI parses, so that 416 can be sent")
    void foreignRequestUris() {
        assertThat(request("unkscm").requestUri())
                .isEqualTo(new OtherUri("nobodyknowsthisscheme", "totallyopaquecontent"));
        assertThat(request("novelsc").requestUri()).isEqualTo(new OtherUri("soap.beep", "//192.0.2.103:3002"));
    }

    @Test
    @DisplayName("TORT-03 unksm2: foreign URIs in To, From and Contact parse")
    void unksm2() {
        Headers headers = request("unksm2").headers();
        assertThat(headers.to().uri()).hasToString("isbn:2983792873");
        assertThat(headers.from().uri()).hasToString("http://www.example.com");
        assertThat(headers.from().tag()).contains("3234233");
        assertThat(headers.contacts().get(0).uri()).hasToString("name:John_Smith");
    }

    @Test
    @DisplayName("TORT-03 SIP-06 bext01: the option tags of Require can be named")
    void bext01() {
        Headers headers = request("bext01").headers();
        assertThat(headers.require()).containsExactly("nothingSupportsThis", "nothingSupportsThisEither");
        assertThat(headers.proxyRequire()).containsExactly("noProxiesSupportThis", "norDoAnyProxiesSupportThis");
    }

    @Test
    @DisplayName("TORT-03 invut, sdp01, regaut01 and zeromf parse; judging them is the application's")
    void applicationMatters() {
        assertThat(request("invut").headers().contentType()).contains(MediaType.of("application", "unknownformat"));
        assertThat(request("sdp01").headers().list("Accept")).containsExactly("text/nobodyKnowsThis");
        assertThat(request("regaut01").headers().first("Authorization"))
                .contains("NoOneKnowsThisScheme opaque-data=here");
        assertThat(request("zeromf").headers().maxForwards()).hasValue(0);
    }

    @Test
    @DisplayName("TORT-03 bcast: both Vias are seen, so that the response can be discarded")
    void bcast() {
        assertThat(response("bcast").headers().vias())
                .extracting(via -> via.sentBy().host())
                .containsExactly("192.0.2.198", "255.255.255.255");
    }

    @Test
    @DisplayName("TORT-03 cparam01 and cparam02: outside the brackets a parameter is Contact's, inside the URI's")
    void contactParameters() {
        NameAddr outside = request("cparam01").headers().contacts().get(0);
        assertThat(outside.parameters().has("unknownparam")).isTrue();
        assertThat(((SipUri) outside.uri()).parameters().isEmpty()).isTrue();
        NameAddr inside = request("cparam02").headers().contacts().get(0);
        assertThat(inside.parameters().isEmpty()).isTrue();
        assertThat(((SipUri) inside.uri()).parameters().has("unknownparam")).isTrue();
    }

    @Test
    @DisplayName("TORT-03 regescrt: an escaped header in a Contact URI is kept with the URI")
    void regescrt() {
        SipUri contact =
                (SipUri) request("regescrt").headers().contacts().get(0).uri();
        assertThat(contact.headers()).hasSize(1);
        assertThat(contact).hasToString("sip:user@example.com?Route=%3Csip:sip.example.com%3E");
    }

    @Test
    @DisplayName("TORT-03 TORT-07 inv2543: no branch, no From tag, no Max-Forwards, no Content-Length")
    void inv2543() {
        SipRequest invite = request("inv2543");
        assertThat(invite.headers().topVia().hasMagicCookie()).isFalse();
        assertThat(invite.headers().from().tag()).isEmpty();
        assertThat(invite.headers().maxForwards()).isEmpty();
        assertThat(invite.body().text()).startsWith("v=0").endsWith("\r\n");
    }
}
