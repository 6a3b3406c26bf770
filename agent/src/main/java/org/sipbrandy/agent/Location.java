package org.sipbrandy.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/**
 * Where requests to a URI go: RFC 3263 for numeric hosts and what the system's resolver knows. Blocks: used on workers
 * only.
 */
final class Location {
    private final Optional<Transport> preferred;

    /** @param preferred the transport of calls to sip URIs that name none */
    Location(Optional<Transport> preferred) {
        this.preferred = preferred;
    }

    /** The places to try, in order; empty if nobody is to be found. */
    List<Target> targets(Uri next) throws IOException {
        if (!(next instanceof SipUri uri)) {
            return List.of();
        }
        var transport = transport(uri);
        String host =
                uri.host().startsWith("[") ? uri.host().substring(1, uri.host().length() - 1) : uri.host();
        var list = new ArrayList<Target>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                var target = Target.of(
                        transport,
                        IpAddress.of(address.getAddress()).toString(),
                        uri.port().orElse(transport.defaultPort()));
                list.add(transport.secure() ? target.withServerName(host) : target);
            }
        } catch (UnknownHostException _) {
            return List.of();
        }
        return list;
    }

    private Transport transport(SipUri uri) {
        if (uri.secure()) {
            return Transport.TLS;
        }
        return preferred.orElseGet(
                () -> uri.transport().flatMap(Transport::parse).orElse(Transport.UDP));
    }
}
