package org.sipbrandy.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sipbrandy.sip.message.Torture.octets;
import static org.sipbrandy.sip.message.Torture.refused;
import static org.sipbrandy.sip.message.Torture.request;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4475 §3.1.2: invalid messages. */
class Rfc4475InvalidTest {
    @ParameterizedTest(name = "TORT-02 {0} is refused with {1} ({2})")
    @DisplayName("TORT-02 malformed requests are refused")
    @CsvSource({
        "badinv01, 400, 3.1.2.1",
        "clerr, 400, 3.1.2.2",
        "ncl, 400, 3.1.2.3",
        "scalar02, 400, 3.1.2.4",
        "quotbal, 400, 3.1.2.6",
        "ltgtruri, 400, 3.1.2.7",
        "lwsruri, 400, 3.1.2.8",
        "lwsstart, 400, 3.1.2.9",
        "trws, 400, 3.1.2.10",
        "escruri, 400, 3.1.2.11",
        "regbadct, 400, 3.1.2.13",
        "badaspec, 400, 3.1.2.14",
        "baddn, 400, 3.1.2.15",
        "badvers, 505, 3.1.2.16",
        "mismatch01, 400, 3.1.2.17",
        "mismatch02, 501, 3.1.2.18"
    })
    void refusedWith(String name, int status, String section) {
        ParseResult.Refused refused = refused(name);
        assertThat(refused.status()).as(section).isEqualTo(status);
        assertThat(refused.via().sentBy().host()).isNotEmpty();
        String response = new String(refused.response("t0").encode(), StandardCharsets.UTF_8);
        assertThat(response).startsWith("SIP/2.0 " + status + " ").contains("\r\nVia:", "\r\nCall-ID:", ";tag=");
    }

    @ParameterizedTest(name = "TORT-02 {0} is dropped ({1})")
    @DisplayName("TORT-02 malformed responses are dropped")
    @CsvSource({"scalarlg, 3.1.2.5", "bigcode, 3.1.2.19"})
    void dropped(String name, String section) {
        assertThat(SipParser.parse(octets(name))).as(section).isInstanceOf(ParseResult.Garbage.class);
    }

    @Test
    @DisplayName("TORT-02 SIP-08 baddate: another zone than GMT is ignored where Date does not matter (3.1.2.12)")
    void baddate() {
        SipRequest invite = request("baddate");
        assertThatThrownBy(() -> invite.headers().date()).isInstanceOf(SipParseException.class);
    }

    @Test
    @DisplayName("SIP-08 a Date in another zone beside Identity is refused with 400")
    void baddateWithIdentity() {
        String text = new String(octets("baddate"), StandardCharsets.ISO_8859_1)
                .replace("Date:", "Identity: a.b.c;info=<https://x.test/c>\r\nDate:");
        ParseResult result = SipParser.parse(text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(result).isInstanceOf(ParseResult.Refused.class);
        assertThat(((ParseResult.Refused) result).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("TORT-02 quotbal: the response carries the malformed To octet by octet, and a tag")
    void malformedToIsCopied() {
        String response = new String(refused("quotbal").response("xyz").encode(), StandardCharsets.UTF_8);
        assertThat(response).contains("To: \"Mr. J. User <sip:j.user@example.com>;tag=xyz\r\n");
    }

    @Test
    @DisplayName("TORT-02 a malformed ACK is never answered")
    void malformedAckIsDropped() {
        String text = new String(octets("quotbal"), StandardCharsets.ISO_8859_1).replace("INVITE", "ACK");
        assertThat(SipParser.parse(text.getBytes(StandardCharsets.ISO_8859_1))).isInstanceOf(ParseResult.Garbage.class);
    }
}
