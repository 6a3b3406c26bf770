package org.sipbrandy.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What transfers are asked for with: RFC 3515, RFC 3891, RFC 6665. */
class TransferFieldsTest {
    @Test
    @DisplayName("the examples of RFC 3891 §6.1 are read, tags in either order, unknown parameters let pass")
    void replaces() {
        assertThat(Replaces.parse("98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff"))
                .isEqualTo(new Replaces("98732@sip.example.com", "ff87ff", "r33th4x0r", false));
        assertThat(Replaces.parse("12adf2f34456gs5 ; to-tag=12345; from-tag=54321 ;x=\"y;z\""))
                .isEqualTo(new Replaces("12adf2f34456gs5", "12345", "54321", false));
        assertThat(Replaces.parse("87134@171.161.34.23;to-tag=24796;from-tag=0;early-only"))
                .isEqualTo(new Replaces("87134@171.161.34.23", "24796", "0", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";to-tag=1;from-tag=2",
                "a;to-tag=1",
                "a;from-tag=1",
                "a;to-tag;from-tag=1",
                "a;to-tag=\"1\";from-tag=2",
                "a;to-tag=1;from-tag=2;to-tag=3",
                "a;to-tag=1;from-tag=2, b;to-tag=1;from-tag=2",
                "a b;to-tag=1;from-tag=2",
                "a@;to-tag=1;from-tag=2"
            })
    @DisplayName("a Replaces without exactly one of each tag, or of two dialogs, is malformed")
    void malformedReplaces(String text) {
        assertThatThrownBy(() -> Replaces.parse(text)).isInstanceOf(SipParseException.class);
    }

    @Test
    @DisplayName("RFC 3891 §3: tag 0 stands for no tag, too")
    void zero() {
        var replaces = Replaces.parse("a@b;to-tag=1;from-tag=0");
        assertThat(replaces.names("a@b", "1", "")).isTrue();
        assertThat(replaces.names("a@b", "1", "0")).isTrue();
        assertThat(replaces.names("a@b", "", "")).isFalse();
        assertThat(replaces.names("a@c", "1", "")).isFalse();
    }

    @Test
    @DisplayName("a Replaces survives being escaped into the URI of Refer-To")
    void inUri() {
        var replaces = new Replaces("a?b@c&d".replace("&", "%"), "1'", "2!", true);
        var uri = SipUri.parse("sips:carol@192.0.2.3:5061;x=y").withHeader("Replaces", replaces.toString());
        var read = NameAddr.parse(NameAddr.of(uri).toString());
        assertThat(read.uri()).isEqualTo(uri);
        var texts = ((SipUri) read.uri()).headerTexts("rEPLACES");
        assertThat(texts).hasSize(1);
        assertThat(Replaces.parse(texts.getFirst())).isEqualTo(replaces);
        assertThat(uri.toString()).doesNotContain("to-tag=");
        assertThat(uri.withoutHeaders().headerTexts("Replaces")).isEmpty();
    }

    @Test
    @DisplayName("Event and Subscription-State are read, and written as they are read")
    void events() {
        assertThat(EventValue.parse("refer;id=93809824")).isEqualTo(EventValue.refer(93809824));
        assertThat(EventValue.parse(" refer ").id()).isEmpty();
        assertThatThrownBy(() -> EventValue.parse("refer, presence")).isInstanceOf(SipParseException.class);
        var active = SubscriptionState.parse("Active;expires=60");
        assertThat(active).isEqualTo(SubscriptionState.active(60));
        assertThat(active.expires()).hasValue(60);
        assertThat(active.terminated()).isFalse();
        var over = SubscriptionState.parse("terminated ; reason=noresource");
        assertThat(over).isEqualTo(SubscriptionState.over());
        assertThat(over.terminated()).isTrue();
        assertThat(SubscriptionState.parse("active;expires=99999999999").expires())
                .isEmpty();
        assertThatThrownBy(() -> SubscriptionState.parse("")).isInstanceOf(SipParseException.class);
    }

    private static Body body(String text) {
        return Body.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("the status line of a sipfrag is read, whatever follows it")
    void sipfrag() {
        assertThat(StatusLine.first(body("SIP/2.0 100 Trying\r\n"))).isEqualTo(StatusLine.of(100));
        assertThat(StatusLine.first(body("SIP/2.0 486 Busy Here"))).isEqualTo(StatusLine.of(486));
        assertThat(StatusLine.first(body("SIP/2.0 200 OK\nTo: x\r\n\r\n"))).isEqualTo(StatusLine.of(200));
        assertThat(StatusLine.first(StatusLine.of(603).body())).isEqualTo(StatusLine.of(603));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\nSIP/2.0 200 OK", "SIP/2.0 99 x", "SIP/2.0 700 x", "SIP/3.0 200 OK", "SIP/2.0 200"})
    @DisplayName("a sipfrag that begins with no status line is malformed")
    void malformedSipfrag(String text) {
        assertThatThrownBy(() -> StatusLine.first(body(text))).isInstanceOf(SipParseException.class);
    }

    @Test
    @DisplayName("a status line longer than any line may be is malformed, and one with control characters")
    void hostileSipfrag() {
        assertThatThrownBy(() -> StatusLine.first(body("SIP/2.0 200 " + "x".repeat(SipLimits.MAX_LINE))))
                .isInstanceOf(SipParseException.class);
        assertThatThrownBy(() -> StatusLine.first(body("SIP/2.0 200 O\u0000K"))).isInstanceOf(SipParseException.class);
    }
}
