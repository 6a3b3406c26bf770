package org.sipbrandy.agent;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.agent.dns.NameResolver;
import org.sipbrandy.agent.dns.ServerSearch;
import org.sipbrandy.sip.location.LocatorSettings;
import org.sipbrandy.sip.location.NextHop;
import org.sipbrandy.sip.location.RecordType;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Where requests to a URI go (RFC 3263). Blocks: used on workers only. */
final class Location {
    /** Places tried for one request at most: more would take longer than anybody waits. */
    private static final int MAX_PLACES = 8;

    /** For looking further once somebody was found: a slow name server must not hold up what can begin. */
    private static final Duration FURTHER = Duration.ofSeconds(1);

    /** IPv4 first, as the Java platform has it by default: most SIP servers listen there. */
    private static final List<RecordType> FAMILIES = List.of(RecordType.A, RecordType.AAAA);

    private final Optional<Transport> preferred;
    private final NameResolver names;
    private final LocatorSettings settings = settings(Transport.TLS, Transport.TCP, Transport.UDP);

    /** WebSocket is used only where it is named. */
    private final LocatorSettings webSocket = settings(Transport.WSS, Transport.WS);

    private final SecureRandom random = new SecureRandom();

    /** @param preferred the transport of calls to sip URIs that name none */
    Location(Optional<Transport> preferred, NameResolver names) {
        this.preferred = preferred;
        this.names = names;
    }

    private static LocatorSettings settings(Transport... transports) {
        return new LocatorSettings(List.of(transports), FAMILIES, NameResolver.PATIENCE.toNanos());
    }

    /** The places to try, in order; empty if nobody is to be found. */
    List<Target> targets(Uri next) throws InterruptedException {
        if (!(next instanceof SipUri uri) || uri.host().isEmpty()) {
            return List.of();
        }
        var hop = hop(uri);
        boolean named = hop.transport()
                .flatMap(Transport::parse)
                .filter(it -> it == Transport.WS || it == Transport.WSS)
                .isPresent();
        var search = new ServerSearch(hop, named ? webSocket : settings, names, random);
        var places = new ArrayList<Target>();
        var place = search.next(NameResolver.LIMIT);
        long limit = System.nanoTime() + FURTHER.toNanos();
        while (place.isPresent()) {
            places.add(place.get());
            long left = limit - System.nanoTime();
            place = left > 0 && places.size() < MAX_PLACES ? search.next(Duration.ofNanos(left)) : Optional.empty();
        }
        return places;
    }

    private NextHop hop(SipUri uri) {
        var wanted = uri.secure() ? Optional.<String>empty() : preferred.map(Transport::name);
        return new NextHop(
                uri.secure(),
                uri.host(),
                uri.port(),
                uri.transport().or(() -> wanted),
                uri.parameters().raw("maddr"));
    }
}
