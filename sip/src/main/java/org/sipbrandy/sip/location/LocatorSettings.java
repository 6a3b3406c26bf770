package org.sipbrandy.sip.location;

import java.util.List;
import org.sipbrandy.sip.transport.Transport;

/**
 * What the local side can and prefers.
 *
 * @param transports supported, most preferred first; used to order what DNS leaves open
 * @param addresses {@link RecordType#A} and {@link RecordType#AAAA} as usable here, most preferred first
 * @param questionNanos how long an unanswered question is waited for, in nanoseconds
 */
public record LocatorSettings(List<Transport> transports, List<RecordType> addresses, long questionNanos) {
    private static final long FIVE_SECONDS = 5_000_000_000L;

    public LocatorSettings {
        transports = List.copyOf(transports);
        addresses = List.copyOf(addresses);
        if (transports.isEmpty() || addresses.isEmpty() || questionNanos <= 0) {
            throw new IllegalArgumentException("a transport, an address family and a time are needed");
        }
        if (addresses.contains(RecordType.SRV) || addresses.contains(RecordType.NAPTR)) {
            throw new IllegalArgumentException("only A and AAAA are addresses");
        }
    }

    /** TLS before TCP before UDP, IPv6 before IPv4, five seconds a question. */
    public static LocatorSettings standard() {
        return new LocatorSettings(
                List.of(Transport.TLS, Transport.TCP, Transport.UDP),
                List.of(RecordType.AAAA, RecordType.A),
                FIVE_SECONDS);
    }
}
