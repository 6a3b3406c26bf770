package org.sipbrandy.agent.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.agent.dns.NameResolver;
import org.sipbrandy.agent.dns.TestNameServer;
import org.sipbrandy.ice.gather.IceServer;

class IceServerTest {
    @Test
    @DisplayName("URIs of RFC 7064 and RFC 7065 are read and written")
    void uris() {
        for (String text : List.of(
                "stun:stun.example.com",
                "stun:192.0.2.1:19302",
                "turn:turn.example.com",
                "turn:turn.example.com:3479?transport=udp",
                "turn:[2001:db8::1]:3478?transport=tcp",
                "turns:turn.example.com",
                "turns:turn.example.com:443?transport=tcp")) {
            assertThat(IceServerUri.parse(text).toString()).isEqualTo(text);
        }
    }

    @Test
    @DisplayName("what is no such URI is refused with a line that says why")
    void malformed() {
        for (String text : List.of(
                "",
                "example.com",
                "http://example.com",
                "stun:",
                "stun:example.com:0",
                "stun:example.com:70000",
                "stun:example.com:",
                "stun:example.com?transport=tcp",
                "turns:example.com?transport=udp",
                "turn:example.com?transport=sctp",
                "turn:[::1",
                "turn:[example]:1",
                "turn:a b",
                "turn:alice@example.com")) {
            assertThatThrownBy(() -> IceServerUri.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'" + text + "' is not the URI of a STUN or TURN server: ");
        }
        assertThatThrownBy(() -> IceSettings.hostsOnly().withStun("turn:example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TURN servers want a user name and password");
    }

    @Test
    @DisplayName("servers are found by SRV, then by A and AAAA, an address and a port as they are")
    void search() throws Exception {
        try (var zone = new TestNameServer(
                        "_turn._udp.srv.test. 60 SRV 10 0 3479 second.test.",
                        "_turn._udp.srv.test. 60 SRV 5 0 3480 first.test.",
                        "_turns._tcp.srv.test. 60 SRV 5 0 443 first.test.",
                        "srv.test. 60 A 192.0.2.99",
                        "first.test. 60 A 192.0.2.1",
                        "first.test. 60 AAAA 2001:db8::1",
                        "second.test. 60 A 192.0.2.2");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(found(zone.address(), threads, "turn:srv.test"))
                    .containsExactly(
                            "turn 192.0.2.1:3480 over udp",
                            "turn [2001:db8::1]:3480 over udp",
                            "turn 192.0.2.2:3479 over udp",
                            // no SRV for TCP: the name itself
                            "turn 192.0.2.99:3478 over tcp");
            assertThat(found(zone.address(), threads, "turns:srv.test"))
                    .containsExactly("turn 192.0.2.1:443 over tls", "turn [2001:db8::1]:443 over tls");
            assertThat(found(zone.address(), threads, "turn:srv.test:7000?transport=tcp"))
                    .containsExactly("turn 192.0.2.99:7000 over tcp");
            assertThat(found(zone.address(), threads, "turn:198.51.100.1?transport=udp"))
                    .containsExactly("turn 198.51.100.1:3478 over udp");
            assertThat(found(zone.address(), threads, "turn:nowhere.test?transport=udp"))
                    .isEmpty();
        }
    }

    private static List<String> found(List<InetSocketAddress> names, ExecutorService threads, String uri)
            throws InterruptedException {
        var servers = IceSettings.hostsOnly().withTurn(uri, "alice", "secret").servers();
        return new IceServerSearch(new NameResolver(names, threads))
                .find(servers).stream().map(IceServer::toString).toList();
    }
}
