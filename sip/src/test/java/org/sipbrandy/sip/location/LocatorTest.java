package org.sipbrandy.sip.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.location.LocationEffect.Why;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

class LocatorTest {
    private static final LocatorSettings IPV4 = new LocatorSettings(
            List.of(Transport.TLS, Transport.TCP, Transport.UDP), List.of(RecordType.A), 5_000_000_000L);

    private final Map<DnsQuestion, DnsAnswer> zone = new HashMap<>();
    private final List<DnsQuestion> asked = new ArrayList<>();
    private Why why = Why.ALL_TRIED;

    private void naptr(String name, DnsRecord... records) {
        zone.put(new DnsQuestion(name, RecordType.NAPTR), DnsAnswer.of(records));
    }

    private void srv(String name, DnsRecord... records) {
        zone.put(new DnsQuestion(name, RecordType.SRV), DnsAnswer.of(records));
    }

    private void address(String name, String... literals) {
        DnsRecord[] records = new DnsRecord[literals.length];
        for (int i = 0; i < literals.length; i++) {
            records[i] = new DnsRecord.Address(literals[i]);
        }
        zone.put(new DnsQuestion(name, RecordType.A), DnsAnswer.of(records));
    }

    private static NextHop hop(boolean sips, String host, int port, String transport) {
        return new NextHop(
                sips,
                host,
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                transport.isEmpty() ? Optional.empty() : Optional.of(transport),
                Optional.empty());
    }

    private List<Target> all(NextHop hop) {
        return drain(Locator.forRequest(hop, IPV4, new Random(1), 0));
    }

    private List<Target> drain(Locator locator) {
        List<Target> found = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            switch (locator.poll()) {
                case LocationEffect.Ask(DnsQuestion question) -> {
                    asked.add(question);
                    locator.answer(question, zone.getOrDefault(question, DnsAnswer.none()), 0);
                }
                case LocationEffect.Located(Target target) -> {
                    found.add(target);
                    locator.next(0);
                }
                case LocationEffect.Exhausted(Why reason) -> {
                    why = reason;
                    return found;
                }
                case null -> throw new AssertionError("stuck");
            }
        }
        throw new AssertionError("endless");
    }

    private void exampleCom() {
        naptr(
                "example.com",
                new DnsRecord.Naptr(90, 50, "s", "SIP+D2T", "", "_sip._tcp.example.com."),
                new DnsRecord.Naptr(100, 50, "s", "SIP+D2U", "", "_sip._udp.example.com."),
                new DnsRecord.Naptr(50, 50, "S", "SIPS+D2T", "", "_sips._tcp.example.com."));
        srv("_sips._tcp.example.com", new DnsRecord.Srv(0, 1, 5061, "tls.example.com."));
        srv(
                "_sip._tcp.example.com",
                new DnsRecord.Srv(1, 0, 5060, "second.example.com."),
                new DnsRecord.Srv(0, 0, 5070, "first.example.com."));
        srv("_sip._udp.example.com", new DnsRecord.Srv(0, 0, 5060, "first.example.com."));
        address("tls.example.com", "192.0.2.1");
        address("first.example.com", "192.0.2.2", "192.0.2.3");
        address("second.example.com", "192.0.2.4");
    }

    @Test
    @DisplayName("SIP-14 NAPTR order decides the transport, SRV priority the server, then every address in turn")
    void naptrOrder() {
        exampleCom();
        assertThat(all(hop(false, "Example.COM", 0, "")))
                .containsExactly(
                        Target.of(Transport.TLS, "192.0.2.1", 5061).withServerName("example.com"),
                        Target.of(Transport.TCP, "192.0.2.2", 5070),
                        Target.of(Transport.TCP, "192.0.2.3", 5070),
                        Target.of(Transport.TCP, "192.0.2.4", 5060),
                        Target.of(Transport.UDP, "192.0.2.2", 5060),
                        Target.of(Transport.UDP, "192.0.2.3", 5060));
        assertThat(why).isEqualTo(Why.ALL_TRIED);
    }

    @Test
    @DisplayName("SIP-13 a sips URI leads to TLS only, whatever NAPTR offers")
    void sipsOnlyTls() {
        exampleCom();
        assertThat(all(hop(true, "example.com", 0, "")))
                .containsExactly(Target.of(Transport.TLS, "192.0.2.1", 5061).withServerName("example.com"));
    }

    @Test
    @DisplayName("SIP-13 sips without any SRV record falls back to TLS on 5061, never to UDP")
    void sipsFallback() {
        address("example.org", "192.0.2.9");
        assertThat(all(hop(true, "example.org", 0, "")))
                .containsExactly(Target.of(Transport.TLS, "192.0.2.9", 5061).withServerName("example.org"));
        assertThat(asked)
                .contains(new DnsQuestion("_sips._tcp.example.org", RecordType.SRV))
                .doesNotContain(new DnsQuestion("_sip._udp.example.org", RecordType.SRV));
    }

    @Test
    @DisplayName("SIP-13 sips with transport=udp has no place to go; transport=tcp is TLS over TCP")
    void sipsTransports() {
        assertThat(all(hop(true, "192.0.2.1", 0, "udp"))).isEmpty();
        assertThat(why).isEqualTo(Why.TRANSPORT_UNSUPPORTED);
        assertThat(all(hop(true, "192.0.2.1", 0, "TCP")))
                .containsExactly(Target.of(Transport.TLS, "192.0.2.1", 5061).withServerName("192.0.2.1"));
    }

    @Test
    @DisplayName("SIP-21 the name for TLS is the domain of the URI, not a name out of DNS")
    void serverName() {
        naptr("example.com", new DnsRecord.Naptr(1, 1, "s", "SIPS+D2T", "", "_sips._tcp.elsewhere.example.net."));
        srv("_sips._tcp.elsewhere.example.net", new DnsRecord.Srv(0, 0, 5061, "evil.example.net."));
        address("evil.example.net", "192.0.2.66");
        assertThat(all(hop(false, "example.com", 0, "")))
                .containsExactly(Target.of(Transport.TLS, "192.0.2.66", 5061).withServerName("example.com"));
    }

    @Test
    @DisplayName("RFC 3263 §4.2: an explicit port, even 5060, skips NAPTR and SRV")
    void explicitPort() {
        exampleCom();
        address("example.com", "192.0.2.7");
        assertThat(all(hop(false, "example.com", 5060, "")))
                .containsExactly(Target.of(Transport.UDP, "192.0.2.7", 5060));
        assertThat(asked).containsExactly(new DnsQuestion("example.com", RecordType.A));
    }

    @Test
    @DisplayName("RFC 3263 §4.1: numeric hosts are used as they are, IPv6 too")
    void numeric() {
        assertThat(all(hop(false, "192.0.2.1", 0, ""))).containsExactly(Target.of(Transport.UDP, "192.0.2.1", 5060));
        assertThat(all(hop(true, "[2001:db8::1]", 5099, "")))
                .containsExactly(Target.of(Transport.TLS, "2001:db8::1", 5099).withServerName("2001:db8::1"));
        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("RFC 3263 §4.2: a transport parameter asks SRV for that transport alone")
    void transportParameter() {
        exampleCom();
        assertThat(all(hop(false, "example.com", 0, "udp")))
                .containsExactly(
                        Target.of(Transport.UDP, "192.0.2.2", 5060), Target.of(Transport.UDP, "192.0.2.3", 5060));
        assertThat(asked.getFirst()).isEqualTo(new DnsQuestion("_sip._udp.example.com", RecordType.SRV));
        assertThat(all(hop(false, "example.com", 0, "sctp"))).isEmpty();
        assertThat(why).isEqualTo(Why.TRANSPORT_UNSUPPORTED);
    }

    @Test
    @DisplayName("RFC 3263 §4: maddr is where to go, the host is who must be there")
    void maddr() {
        NextHop hop = new NextHop(true, "example.com", OptionalInt.empty(), Optional.empty(), Optional.of("192.0.2.5"));
        assertThat(all(hop))
                .containsExactly(Target.of(Transport.TLS, "192.0.2.5", 5061).withServerName("example.com"));
    }

    @Test
    @DisplayName("RFC 2782: the target \".\" denies the service, and addresses are not tried instead")
    void denied() {
        srv("_sip._tcp.example.com", new DnsRecord.Srv(0, 0, 0, "."));
        address("example.com", "192.0.2.1");
        assertThat(all(hop(false, "example.com", 0, "tcp"))).isEmpty();
        assertThat(why).isEqualTo(Why.SERVICE_DENIED);
    }

    @Test
    @DisplayName("Non-terminal NAPTR records in a loop end")
    void naptrLoop() {
        naptr("a.example", new DnsRecord.Naptr(1, 1, "", "", "", "b.example."));
        naptr("b.example", new DnsRecord.Naptr(1, 1, "", "", "", "a.example."));
        assertThat(all(hop(false, "a.example", 0, ""))).isEmpty();
        assertThat(why).isEqualTo(Why.NO_RECORDS);
    }

    @Test
    @DisplayName("A zone with no end of servers is asked a bounded number of questions")
    void hugeZone() {
        DnsRecord[] records = new DnsRecord[1000];
        for (int i = 0; i < records.length; i++) {
            records[i] = new DnsRecord.Srv(i, 0, 5060, "host" + i + ".example.");
        }
        srv("_sip._tcp.example.com", records);
        assertThat(all(hop(false, "example.com", 0, "tcp"))).isEmpty();
        assertThat(asked).hasSize(Locator.MAX_QUESTIONS);
        assertThat(why).isEqualTo(Why.DNS_FAILED);
    }

    @Test
    @DisplayName("A silent resolver ends the search after the time of each question")
    void silentResolver() {
        Locator locator = Locator.forRequest(hop(true, "example.com", 0, ""), IPV4, new Random(1), 100);
        long now = 100;
        int rounds = 0;
        while (true) {
            LocationEffect effect = locator.poll();
            if (effect instanceof LocationEffect.Exhausted(Why reason)) {
                assertThat(reason).isEqualTo(Why.DNS_FAILED);
                break;
            }
            if (effect == null) {
                assertThat(locator.deadline()).isEqualTo(now + 5_000_000_000L);
                now = locator.deadline();
                locator.timeout(now - 1);
                assertThat(locator.poll()).isNull();
                locator.timeout(now);
                rounds++;
            }
        }
        assertThat(rounds).isEqualTo(3); // NAPTR, SRV, addresses
        assertThat(locator.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("DNS is asked only as far as the place wanted needs")
    void lazy() {
        exampleCom();
        Locator locator = Locator.forRequest(hop(false, "example.com", 0, "tcp"), IPV4, new Random(1), 0);
        List<DnsQuestion> before = new ArrayList<>();
        LocationEffect effect = locator.poll();
        while (effect instanceof LocationEffect.Ask(DnsQuestion question)) {
            before.add(question);
            locator.answer(question, zone.getOrDefault(question, DnsAnswer.none()), 0);
            effect = locator.poll();
        }
        assertThat(effect).isEqualTo(new LocationEffect.Located(Target.of(Transport.TCP, "192.0.2.2", 5070)));
        assertThat(before).doesNotContain(new DnsQuestion("second.example.com", RecordType.A));
        assertThat(locator.poll()).isNull();
    }

    @Test
    @DisplayName("RFC 3263 §5: a response goes to sent-by: numeric, with port by address, without port by SRV")
    void responses() {
        exampleCom();
        Random random = new Random(1);
        assertThat(drain(Locator.forResponse(Transport.TCP, "192.0.2.50", OptionalInt.empty(), IPV4, random, 0)))
                .containsExactly(Target.of(Transport.TCP, "192.0.2.50", 5060));
        assertThat(drain(
                        Locator.forResponse(Transport.UDP, "first.example.com", OptionalInt.of(5080), IPV4, random, 0)))
                .containsExactly(
                        Target.of(Transport.UDP, "192.0.2.2", 5080), Target.of(Transport.UDP, "192.0.2.3", 5080));
        assertThat(drain(Locator.forResponse(Transport.TLS, "example.com", OptionalInt.empty(), IPV4, random, 0)))
                .containsExactly(Target.of(Transport.TLS, "192.0.2.1", 5061).withServerName("example.com"));
    }

    @Test
    @DisplayName("RFC 2782: weights share the load; weight 0 gets very little beside others")
    void weights() {
        List<DnsRecord.Srv> records = List.of(
                new DnsRecord.Srv(0, 75, 1, "heavy"),
                new DnsRecord.Srv(0, 25, 1, "light"),
                new DnsRecord.Srv(0, 0, 1, "zero"),
                new DnsRecord.Srv(1, 65535, 1, "backup"));
        Random random = new Random(7);
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            List<DnsRecord.Srv> order = SrvOrder.of(records, random);
            assertThat(order).hasSize(4);
            assertThat(order.getLast().target()).isEqualTo("backup");
            first.merge(order.getFirst().target(), 1, Integer::sum);
        }
        assertThat(first.get("heavy")).isBetween(7_150, 7_650);
        assertThat(first.get("light")).isBetween(2_250, 2_750);
        assertThat(first.getOrDefault("zero", 0)).isLessThan(200);
    }

    @Test
    @DisplayName("Random zones and resolvers: the search always ends, and no place is given twice")
    void randomZones() {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            String[] names = {"a.example", "b.example", "_sip._udp.a.example", "_sips._tcp.a.example", ".", "192.0.2.1"
            };
            Locator locator = Locator.forRequest(
                    hop(random.nextBoolean(), "a.example", random.nextInt(3) == 0 ? 5060 : 0, ""),
                    LocatorSettings.standard(),
                    random,
                    0);
            List<Target> found = new ArrayList<>();
            boolean ended = false;
            for (int i = 0; i < 5000 && !ended; i++) {
                switch (locator.poll()) {
                    case LocationEffect.Ask(DnsQuestion question) -> {
                        if (random.nextInt(4) > 0) {
                            locator.answer(question, randomAnswer(question, names, random), 0);
                        }
                    }
                    case LocationEffect.Located(Target target) -> {
                        found.add(target);
                        locator.next(0);
                    }
                    case LocationEffect.Exhausted e -> ended = true;
                    case null -> locator.timeout(locator.deadline());
                }
            }
            assertThat(ended).as("seed %d", seed).isTrue();
            assertThat(found).as("seed %d", seed).doesNotHaveDuplicates();
        }
    }

    private static DnsAnswer randomAnswer(DnsQuestion question, String[] names, Random random) {
        DnsRecord[] records = new DnsRecord[random.nextInt(5)];
        for (int i = 0; i < records.length; i++) {
            String name = names[random.nextInt(names.length)];
            RecordType type = random.nextInt(8) == 0 ? RecordType.SRV : question.type();
            records[i] = switch (type) {
                case NAPTR ->
                    new DnsRecord.Naptr(
                            random.nextInt(3),
                            random.nextInt(3),
                            List.of("s", "a", "", "u").get(random.nextInt(4)),
                            List.of("SIP+D2U", "SIPS+D2T", "SIP+D2T", "x").get(random.nextInt(4)),
                            random.nextInt(5) == 0 ? "!x!y!" : "",
                            name);
                case SRV -> new DnsRecord.Srv(random.nextInt(3), random.nextInt(65536), random.nextInt(65536), name);
                case A, AAAA -> new DnsRecord.Address("192.0.2." + random.nextInt(256));
            };
        }
        return random.nextInt(6) == 0 ? new DnsAnswer.Failure("SERVFAIL") : DnsAnswer.of(records);
    }
}
