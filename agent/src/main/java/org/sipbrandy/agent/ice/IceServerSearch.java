package org.sipbrandy.agent.ice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.agent.dns.NameResolver;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.gather.IceServer;
import org.sipbrandy.ice.gather.TurnTransport;
import org.sipbrandy.sip.location.DnsAnswer;
import org.sipbrandy.sip.location.DnsQuestion;
import org.sipbrandy.sip.location.DnsRecord;
import org.sipbrandy.sip.location.RecordType;

/**
 * Finds the servers of URIs (RFC 8489 §8, RFC 5928 §3): an address is taken as it is; a name without a port is looked up
 * by SRV, then, and with a port at once, by A and AAAA. NAPTR is not asked. Blocks; may be used from any thread.
 */
public final class IceServerSearch {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Of each URI so many places are used at most. */
    private static final int MAX_PLACES = 4;

    private final NameResolver names;

    public IceServerSearch(NameResolver names) {
        this.names = names;
    }

    /** The servers, located, in the order of the settings; names that lead nowhere are left out. */
    public List<IceServer> find(List<IceSettings.Server> wanted) throws InterruptedException {
        var found = new ArrayList<IceServer>();
        for (IceSettings.Server server : wanted) {
            for (TurnTransport transport : transports(server.uri())) {
                places(server.uri(), transport).stream()
                        .limit(MAX_PLACES)
                        .map(at -> server(server, transport, at))
                        .filter(it -> !found.contains(it))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static IceServer server(IceSettings.Server server, TurnTransport transport, TransportAddress at) {
        return server.credential()
                .<IceServer>map(
                        it -> new IceServer.Turn(at, transport, server.uri().host(), it))
                .orElseGet(() -> new IceServer.Stun(at));
    }

    /** RFC 5928 §3: without a word about it, UDP is tried, and TCP where UDP cannot pass. */
    private static List<TurnTransport> transports(IceServerUri uri) {
        return uri.transport().map(List::of).orElseGet(() -> switch (uri.scheme()) {
            case STUN -> List.of(TurnTransport.UDP);
            case TURN -> List.of(TurnTransport.UDP, TurnTransport.TCP);
            case TURNS -> List.of(TurnTransport.TLS);
        });
    }

    private List<TransportAddress> places(IceServerUri uri, TurnTransport transport) throws InterruptedException {
        Optional<IpAddress> literal = literal(uri.host());
        int port = uri.port().orElse(uri.defaultPort());
        if (literal.isPresent()) {
            return List.of(new TransportAddress(literal.get(), port));
        }
        if (uri.port().isEmpty()) {
            var services = services(uri, transport);
            if (!services.isEmpty()) {
                var places = new ArrayList<TransportAddress>();
                for (DnsRecord.Srv service : services) {
                    places.addAll(addresses(service.target(), service.port()));
                }
                return places;
            }
        }
        return addresses(uri.host(), port);
    }

    /** RFC 8489 §8.1, RFC 8656 §16: {@code _turns._tcp.example.com}. */
    private List<DnsRecord.Srv> services(IceServerUri uri, TurnTransport transport) throws InterruptedException {
        String protocol = transport.isStream() ? "_tcp." : "_udp.";
        var question = new DnsQuestion(
                "_" + uri.scheme().name().toLowerCase(Locale.ROOT) + "." + protocol + uri.host(), RecordType.SRV);
        return records(question).stream()
                .filter(DnsRecord.Srv.class::isInstance)
                .map(DnsRecord.Srv.class::cast)
                .filter(it -> !it.target().isEmpty() && !it.target().equals(".") && it.port() != 0)
                .sorted(Comparator.comparingInt(DnsRecord.Srv::priority)
                        .thenComparing(
                                Comparator.comparingInt(DnsRecord.Srv::weight).reversed()))
                .limit(MAX_PLACES)
                .toList();
    }

    private List<TransportAddress> addresses(String host, int port) throws InterruptedException {
        var questions = List.of(new DnsQuestion(host, RecordType.A), new DnsQuestion(host, RecordType.AAAA));
        var answers = names.ask(questions, PATIENCE);
        var places = new ArrayList<TransportAddress>();
        for (DnsQuestion question : questions) {
            for (DnsRecord record : records(answers.get(question))) {
                if (record instanceof DnsRecord.Address(String address)) {
                    literal(address).ifPresent(it -> places.add(new TransportAddress(it, port)));
                }
            }
        }
        return places;
    }

    private List<DnsRecord> records(DnsQuestion question) throws InterruptedException {
        return records(names.ask(List.of(question), PATIENCE).get(question));
    }

    private static List<DnsRecord> records(@org.jspecify.annotations.Nullable DnsAnswer answer) {
        return answer instanceof DnsAnswer.Records(var records) ? records : List.of();
    }

    private static Optional<IpAddress> literal(String host) {
        try {
            return Optional.of(IpAddress.parse(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
