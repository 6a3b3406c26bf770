package org.sipbrandy.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.Requests;

class CapabilitiesTest {
    private final Capabilities agent =
            new Capabilities(Capabilities.CALL_METHODS, List.of("100rel", "from-change"), List.of(MediaType.SDP));

    private SipResponse refusal(SipRequest request) {
        return agent.refuse(request).orElseThrow().build();
    }

    @Test
    @DisplayName("CONN-29 SIP-06 a known method that is not served gets 405 with Allow, an unknown one 501")
    void methods() {
        assertThat(agent.allow()).isEqualTo("INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, REFER, NOTIFY");
        SipResponse register = refusal(Requests.of(SipMethod.REGISTER).build());
        assertThat(register.status()).isEqualTo(405);
        assertThat(register.headers().first("Allow")).contains(agent.allow());
        SipResponse newer = refusal(Requests.of(SipMethod.of("NEWMETHOD")).build());
        assertThat(newer.status()).isEqualTo(501);
        for (SipMethod method : Capabilities.CALL_METHODS) {
            assertThat(agent.refuse(Requests.of(method).build()))
                    .as(method.name())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName(
            "SIP-06 unknown option tags in Require get 420 with exactly those in Unsupported; not in CANCEL and ACK")
    void require() {
        SipResponse bad = refusal(Requests.of(SipMethod.INVITE)
                .add("Require", "100REL, nothingSupportsThis")
                .add("Require", "nor-this")
                .build());
        assertThat(bad.status()).isEqualTo(420);
        assertThat(bad.headers().unsupported()).containsExactly("nothingSupportsThis", "nor-this");
        assertThat(agent.refuse(
                        Requests.of(SipMethod.CANCEL).add("Require", "x").build()))
                .isEmpty();
        assertThat(agent.refuse(Requests.of(SipMethod.ACK).add("Require", "x").build()))
                .isEmpty();
        assertThat(agent.refuse(
                        Requests.of(SipMethod.INVITE).add("Supported", "x").build()))
                .isEmpty();
    }

    @Test
    @DisplayName("CONN-17 421 with Require when the caller does not support what we insist on")
    void insist() {
        SipResponse response = Capabilities.insist(Requests.of(SipMethod.INVITE).build(), OptionTags.RELIABLE)
                .orElseThrow()
                .build();
        assertThat(response.status()).isEqualTo(421);
        assertThat(response.headers().require()).containsExactly("100rel");
        assertThat(Capabilities.insist(
                        Requests.of(SipMethod.INVITE).add("Supported", "100rel").build(), OptionTags.RELIABLE))
                .isEmpty();
    }

    @Test
    @DisplayName("SIP-06 a body of unknown type or encoding gets 415 with Accept, unless its handling is optional")
    void bodies() {
        SipRequest odd = Requests.of(SipMethod.INVITE)
                .body(MediaType.of("application", "unknown"), Body.of("x"))
                .build();
        SipResponse response = refusal(odd);
        assertThat(response.status()).isEqualTo(415);
        assertThat(response.headers().first("Accept")).contains("application/sdp");
        assertThat(agent.refuse(odd.toBuilder()
                        .add("Content-Disposition", "session; handling=optional")
                        .build()))
                .isEmpty();
        SipRequest zipped = Requests.of(SipMethod.INVITE)
                .body(MediaType.SDP, Body.of("x"))
                .add("Content-Encoding", "gzip")
                .build();
        assertThat(refusal(zipped).status()).isEqualTo(415);
        assertThat(refusal(zipped).headers().first("Accept-Encoding")).contains("identity");
    }

    @Test
    @DisplayName("SIP-06 a foreign scheme in the Request-URI gets 416")
    void scheme() {
        SipRequest http = Requests.of(SipMethod.OPTIONS)
                .requestUri(Uri.parse("http://example.com/"))
                .build();
        assertThat(refusal(http).status()).isEqualTo(416);
    }

    @Test
    @DisplayName("SIP-25 a sips Request-URI with a sip Contact gets 400, as does an INVITE without exactly one Contact")
    void contact() {
        SipRequest mixed = Requests.of(SipMethod.INVITE)
                .requestUri(Uri.parse("sips:bob@example.com"))
                .build();
        assertThat(refusal(mixed).status()).isEqualTo(400);
        assertThat(agent.refuse(mixed.toBuilder()
                        .set("Contact", "<sips:alice@192.0.2.1>")
                        .build()))
                .isEmpty();
        assertThat(refusal(Requests.of(SipMethod.INVITE).remove("Contact").build())
                        .status())
                .isEqualTo(400);
    }
}
