package org.sipbrandy.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipbrandy.agent.net.InterfaceAddresses;
import org.sipbrandy.agent.net.SipTransports;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.HostPort;
import org.sipbrandy.sip.transaction.Branches;
import org.sipbrandy.sip.transaction.SentBy;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Where an agent listens for signalling, and which of these places it names to whom. */
final class Listeners implements SentBy {
    private static final int MAX_ATTEMPTS = 16;

    private final List<Place> places = new CopyOnWriteArrayList<>();

    /** RFC 7118 §8: a name that nobody looks up, for a WebSocket client. */
    private final String unreachable = Branches.tag(new SecureRandom()) + ".invalid";

    private record Place(Transport transport, IpAddress host, int port) {}

    /** Where it listens, ports filled in. */
    List<UserAgent.Listening> list() {
        return places.stream()
                .map(it -> new UserAgent.Listening(it.transport(), it.host().toString(), it.port()))
                .toList();
    }

    /** Listens there, too; blocks until it does. Over UDP, it listens over TCP as well. */
    synchronized void bind(SipTransports transports, Listen where) throws IOException {
        if (where.transport() != Transport.UDP) {
            places.add(listen(transports, where));
            return;
        }
        // RFC 3261 §18.2.1, SIP-01: TCP on the same port, for what is too large for a datagram
        for (int attempt = 1; ; attempt++) {
            var udp = listen(transports, where);
            places.add(udp);
            try {
                var tcp = new Listen(Transport.TCP, where.host(), udp.port());
                if (!listensOn(tcp)) {
                    places.add(listen(transports, tcp));
                }
                return;
            } catch (IOException e) {
                if (where.port() != 0 || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
                places.remove(udp); // it stays open, unnamed, so that the next attempt gets another port
            }
        }
    }

    private boolean listensOn(Listen where) {
        return places.stream()
                .anyMatch(it -> it.transport() == where.transport()
                        && it.host().equals(where.host())
                        && it.port() == where.port());
    }

    private static Place listen(SipTransports transports, Listen where) throws IOException {
        InetSocketAddress at = transports.listen(where.transport(), where.host(), where.port());
        return new Place(where.transport(), IpAddress.of(at.getAddress().getAddress()), at.getPort());
    }

    /** A caller has to be reachable, too: without a listener of that transport and address family it opens one. */
    synchronized void ensure(SipTransports transports, Transport transport, IpAddress towards) throws IOException {
        if (isWebSocket(transport)) {
            return; // RFC 7118 §5.5: whoever opened the connection is reached over it, and not otherwise
        }
        boolean there = places.stream()
                .anyMatch(it -> it.transport() == transport && it.host().isV6() == towards.isV6());
        if (!there) {
            String any = towards.isV6() ? "::" : "0.0.0.0";
            bind(
                    transports,
                    new Listen(transport, IpAddress.parse(towards.isLoopback() ? loopback(towards.isV6()) : any), 0));
        }
    }

    private static String loopback(boolean v6) {
        return v6 ? "::1" : "127.0.0.1";
    }

    /** The place that a far end can reach: goes into Via and Contact. */
    @Override
    public HostPort towards(Target target) {
        boolean v6 = target.host().indexOf(':') >= 0;
        boolean loopback = IpAddress.parse(target.host()).isLoopback();
        for (Place place : places) {
            var host = place.host();
            if (place.transport() == target.transport()
                    && host.isV6() == v6
                    && (host.isUnspecified() || host.isLoopback() == loopback)) {
                return HostPort.of(host.isUnspecified() ? reachable(loopback, v6) : host.toString(), place.port());
            }
        }
        return isWebSocket(target.transport())
                ? HostPort.of(unreachable)
                : HostPort.of(reachable(loopback, v6), target.transport().defaultPort());
    }

    private static boolean isWebSocket(Transport transport) {
        return transport == Transport.WS || transport == Transport.WSS;
    }

    private static String reachable(boolean loopback, boolean v6) {
        return InterfaceAddresses.list(loopback, Optional.empty()).stream()
                .filter(address -> address.isV6() == v6)
                .map(IpAddress::toString)
                .findFirst()
                .orElse(loopback(v6));
    }
}
