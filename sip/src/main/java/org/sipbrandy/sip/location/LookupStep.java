package org.sipbrandy.sip.location;

import java.util.List;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** One step still to be done on the way from a name to addresses; the head of the list is worked on. */
sealed interface LookupStep {

    /** Ask for NAPTR records; {@code depth} counts non-terminal records followed. */
    record Naptr(String name, int depth) implements LookupStep {}

    /** Ask for SRV records of all services at once, and use them in this order. */
    record Srv(List<Service> services) implements LookupStep {}

    /** A service name to ask SRV records for, and the transport that it stands for. */
    record Service(String name, Transport transport) {
        /** RFC 3263 §4.1, §4.2: _sips for TLS, else _sip. */
        static Service of(Transport transport, String domain) {
            String prefix = switch (transport) {
                case UDP -> "_sip._udp.";
                case TCP -> "_sip._tcp.";
                case TLS -> "_sips._tcp.";
                case WS -> "_sip._ws.";
                case WSS -> "_sips._ws.";
            };
            return new Service(prefix + domain, transport);
        }
    }

    /** Ask for the addresses of a host. */
    record Addresses(String host, int port, Transport transport) implements LookupStep {}

    /** As {@link Addresses}, but only if no SRV record was found before (RFC 3263 §4.2). */
    record WithoutSrv(String host, Transport transport) implements LookupStep {}

    /** An address to try. */
    record Found(Target target) implements LookupStep {}
}
