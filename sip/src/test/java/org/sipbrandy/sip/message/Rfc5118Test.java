package org.sipbrandy.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.sip.message.Torture.refused;
import static org.sipbrandy.sip.message.Torture.request;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RFC 5118: torture messages for IPv6. */
class Rfc5118Test {
    private static HostPort target(String name) {
        return ((SipUri) request(name).requestUri()).hostPort();
    }

    @Test
    @DisplayName("TORT-04 ipv6-good parses (4.1)")
    void good() {
        assertThat(target("ipv6-good").address()).isEqualTo("2001:db8::10");
        assertThat(request("ipv6-good").headers().topVia().sentBy().host()).isEqualTo("[2001:db8::9:1]");
    }

    @Test
    @DisplayName("TORT-04 ipv6-bad: an address without brackets is refused with 400 (4.2)")
    void bad() {
        assertThat(refused("ipv6-bad").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("TORT-04 port-ambiguous: what is inside the brackets is address (4.3)")
    void ambiguous() {
        assertThat(target("port-ambiguous").host()).isEqualTo("[2001:db8::10:5070]");
        assertThat(target("port-ambiguous").port()).isEmpty();
    }

    @Test
    @DisplayName("TORT-04 port-unambiguous: the port follows the brackets (4.4)")
    void unambiguous() {
        assertThat(target("port-unambiguous")).isEqualTo(HostPort.of("2001:db8::10", 5070));
    }

    @Test
    @DisplayName("TORT-04 received is taken with and without brackets and written without (4.5)")
    void received() {
        Via with = request("via-received-param-with-delim").headers().topVia();
        Via without = request("via-received-param-no-delim").headers().topVia();
        assertThat(with.received()).contains("2001:db8::9:255");
        assertThat(without.received()).contains("2001:db8::9:255");
        assertThat(with.withReceived("[2001:db8::1]"))
                .hasToString("SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::1;branch=z9hG4bKas3-111");
    }

    @Test
    @DisplayName("TORT-04 IPv6 and mixed families in bodies and Vias parse (4.6, 4.7, 4.8)")
    void mixed() {
        assertThat(request("ipv6-in-sdp").body().text()).contains("c=IN IP6 2001:db8::20\r\n");
        assertThat(request("mult-ip-in-header").headers().vias())
                .extracting(via -> via.sentBy().toString())
                .containsExactly("[2001:db8::9:1]:6050", "192.0.2.1", "[2001:db8::9:255]");
        assertThat(request("mult-ip-in-sdp").body().text()).contains("c=IN IP4 192.0.2.1", "c=IN IP6 2001:db8::1");
    }

    @Test
    @DisplayName("TORT-04 IPv4-mapped addresses parse (4.9)")
    void mapped() {
        Headers headers = request("ipv4-mapped-ipv6").headers();
        assertThat(headers.topVia().sentBy()).isEqualTo(HostPort.of("::ffff:192.0.2.10", 19823));
        assertThat(headers.contacts().get(0).uri()).hasToString("sip:ted@[::ffff:192.0.2.2]");
    }

    @Test
    @DisplayName("TORT-04 a third colon before an IPv4 tail is tolerated and means the same (4.10)")
    void threeColons() {
        Uri three = request("ipv6-bug-abnf-3-colons").requestUri();
        Uri two = request("ipv6-correct-abnf-2-colons").requestUri();
        assertThat(three.sameAs(two)).isTrue();
    }
}
