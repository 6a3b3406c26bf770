package org.sipbrandy.call.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Replaces;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;

class ReferTargetTest {
    private static SipRequest refer(String to) {
        return SipRequest.builder(SipMethod.REFER, Uri.parse("sip:bob@example.com"))
                .add(HeaderName.REFER_TO, to)
                .build();
    }

    private static Object of(String to, boolean secure) {
        return ReferTarget.of(refer(to), secure) instanceof ReferTarget.Refused(int status, var _)
                ? status
                : ReferTarget.of(refer(to), secure);
    }

    private static ReferTarget.Callee callee(String uri) {
        return new ReferTarget.Callee(SipUri.parse(uri), Optional.empty());
    }

    @Test
    @DisplayName("a call that is bound to sips is handed on to sips only")
    void sips() {
        assertThat(of("<sip:carol@example.com>", false)).isEqualTo(callee("sip:carol@example.com"));
        assertThat(of("<sips:carol@example.com>", false)).isEqualTo(callee("sips:carol@example.com"));
        assertThat(of("<sips:carol@example.com>", true)).isEqualTo(callee("sips:carol@example.com"));
        assertThat(of("<sip:carol@example.com;transport=tls>", true)).isEqualTo(603);
    }

    @Test
    @DisplayName("what is asked for is what is written: the dialog in Replaces, and no other header field")
    void replaces() {
        var wanted = new ReferTarget.Callee(
                SipUri.parse("sips:carol@192.0.2.3:5061;x=1"), Optional.of(new Replaces("a@b", "1", "2", false)));
        assertThat(ReferTarget.of(refer(wanted.referTo().toString()), true)).isEqualTo(wanted);
        assertThat(of("<sip:carol@example.com;method=INVITE?Route=%3Csip:x%3E>", false))
                .isEqualTo(callee("sip:carol@example.com"));
    }

    @Test
    @DisplayName("RFC 3515 §2.4.2: no Refer-To, or more than one, is 400")
    void exactlyOne() {
        var none = SipRequest.builder(SipMethod.REFER, Uri.parse("sip:bob@example.com"))
                .build();
        assertThat(ReferTarget.of(none, false)).isInstanceOf(ReferTarget.Refused.class);
        assertThat(of("<sip:a@example.com>, <sip:b@example.com>", false)).isEqualTo(400);
    }
}
