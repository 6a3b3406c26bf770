package org.sipbrandy.call.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Uri;

class RequestViewsTest {
    @Test
    @DisplayName(
            "STIR-AS-02 STIR-AS-24 STIR-VS-31 P-Asserted-Identity and display names are not looked at: From's address is signed")
    void from() {
        var request = SipRequest.builder(SipMethod.INVITE, Uri.parse("sip:bob@192.0.2.2"))
                .add("From", "\"sip:ceo@bank.example\" <sip:alice@a.example>;tag=1")
                .add("To", "<sip:bob@b.example>")
                .add("Call-ID", "c")
                .add("CSeq", "7 INVITE")
                .add("P-Asserted-Identity", "<sip:ceo@bank.example>")
                .add("P-Preferred-Identity", "<sip:ceo@bank.example>")
                .build();
        var view = RequestViews.of(request, Contents.of(request));
        assertThat(view.from()).isEqualTo("sip:alice@a.example");
        assertThat(view.toString()).doesNotContain("bank.example");
    }
}
