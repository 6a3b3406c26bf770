package org.sipbrandy.agent;

import java.util.Set;
import org.sipbrandy.sip.transport.Transport;

/**
 * Where a call comes from, as far as the last hop shows; who calls, only the verified signature says.
 *
 * @param transport of the last hop
 * @param remote its address and port
 * @param domains those that the last hop proved by its certificate as a TLS client; empty for one without a certificate
 *     that leads to a trusted anchor: it is not authenticated (RFC 5922 §7.4)
 */
public record Arrival(Transport transport, String remote, Set<String> domains) {
    public Arrival {
        domains = Set.copyOf(domains);
    }
}
