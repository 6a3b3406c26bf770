package org.sipbrandy.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.sip.location.LocatorSettings;
import org.sipbrandy.sip.location.NextHop;
import org.sipbrandy.sip.location.RecordType;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Searches over a name server that is really asked. */
@Timeout(30)
class ServerSearchTest {
    private static final LocatorSettings SETTINGS = new LocatorSettings(
            List.of(Transport.TLS, Transport.TCP, Transport.UDP),
            List.of(RecordType.A, RecordType.AAAA),
            3_000_000_000L);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.close();
    }

    private NameResolver resolver(TestNameServer server) {
        return new NameResolver(server.address(), threads);
    }

    private static NextHop hop(boolean sips, String host) {
        return new NextHop(sips, host, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    private static List<Target> all(ServerSearch search) throws InterruptedException {
        var found = new ArrayList<Target>();
        for (var one = search.next(NameResolver.LIMIT); one.isPresent(); one = search.next(NameResolver.LIMIT)) {
            found.add(one.get());
        }
        return found;
    }

    @Test
    @DisplayName("NAPTR leads to SRV and SRV to addresses, and no more is asked than the place wanted needs")
    void naptrSrvAddresses() throws Exception {
        try (var server = new TestNameServer(
                "example.test. IN NAPTR 10 10 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.example.test.",
                "example.test. IN NAPTR 20 10 \"s\" \"SIP+D2T\" \"\" _sip._tcp.example.test.",
                "_sips._tcp.example.test. IN SRV 1 0 5071 one.example.test.",
                "_sips._tcp.example.test. IN SRV 2 0 5072 two.example.test.",
                "_sip._tcp.example.test. IN SRV 1 0 5073 one.example.test.",
                "one.example.test. IN A 127.0.0.1",
                "two.example.test. IN A 127.0.0.2",
                "two.example.test. IN AAAA ::1")) {
            var search = new ServerSearch(hop(false, "example.test"), SETTINGS, resolver(server), new Random(1));
            assertThat(search.next(NameResolver.LIMIT))
                    .contains(Target.of(Transport.TLS, "127.0.0.1", 5071).withServerName("example.test"));
            assertThat(server.questions())
                    .startsWith("NAPTR example.test.", "SRV _sips._tcp.example.test.")
                    .noneMatch(it -> it.contains("two.") || it.contains("_sip._tcp"));
            assertThat(all(search))
                    .containsExactly(
                            Target.of(Transport.TLS, "127.0.0.2", 5072).withServerName("example.test"),
                            Target.of(Transport.TLS, "::1", 5072).withServerName("example.test"),
                            Target.of(Transport.TCP, "127.0.0.1", 5073));
        }
    }

    @Test
    @DisplayName("sips is located over TLS alone, whatever else the zone offers")
    void sipsStaysSecure() throws Exception {
        try (var server = new TestNameServer(
                "example.test. IN NAPTR 10 10 \"s\" \"SIP+D2U\" \"\" _sip._udp.example.test.",
                "example.test. IN NAPTR 20 10 \"s\" \"SIP+D2T\" \"\" _sip._tcp.example.test.",
                "_sip._udp.example.test. IN SRV 1 0 5071 example.test.",
                "_sip._tcp.example.test. IN SRV 1 0 5072 example.test.",
                "example.test. IN A 127.0.0.1")) {
            assertThat(all(new ServerSearch(hop(true, "example.test"), SETTINGS, resolver(server), new Random(1))))
                    .containsExactly(Target.of(Transport.TLS, "127.0.0.1", 5061).withServerName("example.test"));
        }
    }

    @Test
    @DisplayName("weights of SRV share the load: three to one, within three standard deviations over 400 searches")
    void weights() throws Exception {
        try (var server = new TestNameServer(
                "_sip._udp.example.test. IN SRV 1 30 5071 a.example.test.",
                "_sip._udp.example.test. IN SRV 1 10 5072 a.example.test.",
                "example.test. IN TXT x",
                "a.example.test. IN A 127.0.0.1")) {
            var names = resolver(server);
            var random = new Random(20);
            int heavy = 0;
            for (int i = 0; i < 400; i++) {
                var first =
                        new ServerSearch(hop(false, "example.test"), SETTINGS, names, random).next(NameResolver.LIMIT);
                heavy += first.orElseThrow().port() == 5071 ? 1 : 0;
            }
            // 31 of 41 draws (0 to 40, both included): 302 ± 3 · 8.6
            assertThat(heavy).isBetween(276, 328);
            assertThat(server.questions())
                    .as("answers are kept")
                    .containsOnlyOnce("SRV _sip._udp.example.test.", "A a.example.test.");
        }
    }

    @Test
    @DisplayName("the system's hosts file is looked into: localhost needs no name server")
    void hostsFile() throws Exception {
        try (var server = new TestNameServer("example.test. IN A 127.0.0.9")) {
            var search = new ServerSearch(
                    new NextHop(false, "localhost", OptionalInt.of(5060), Optional.of("tcp"), Optional.empty()),
                    SETTINGS,
                    resolver(server),
                    new Random(1));
            assertThat(all(search)).contains(Target.of(Transport.TCP, "127.0.0.1", 5060));
            assertThat(server.questions()).doesNotContain("A localhost.");
        }
    }

    @Test
    @DisplayName("a name server that is silent costs two tries of three seconds, and nobody is found")
    void silentServer() throws Exception {
        try (var silent = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            var names = new NameResolver(List.of((InetSocketAddress) silent.getLocalSocketAddress()), threads);
            var search = new ServerSearch(
                    new NextHop(false, "example.test", OptionalInt.of(5060), Optional.of("tcp"), Optional.empty()),
                    SETTINGS,
                    names,
                    new Random(1));
            long start = System.nanoTime();
            assertThat(search.next(NameResolver.LIMIT)).isEmpty();
            assertThat(System.nanoTime() - start).isBetween(5_500_000_000L, 12_000_000_000L);
        }
    }
}
