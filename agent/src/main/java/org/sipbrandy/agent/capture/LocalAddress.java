package org.sipbrandy.agent.capture;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sipbrandy.agent.net.RouteAddress;

/**
 * The address of this machine on the way to another, for sockets that listen on every address: the one that the
 * system's routes choose. Asking sends nothing. Used by one thread.
 */
final class LocalAddress {
    private static final int MAX_KNOWN = 256;

    private final Map<InetAddress, InetAddress> known = new LinkedHashMap<>();

    InetSocketAddress towards(InetSocketAddress remote, InetSocketAddress bound) {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return bound;
        }
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        return new InetSocketAddress(known.computeIfAbsent(remote.getAddress(), LocalAddress::route), bound.getPort());
    }

    private static InetAddress route(InetAddress remote) {
        return RouteAddress.towards(remote).orElseGet(() -> any(remote));
    }

    private static InetAddress any(InetAddress remote) {
        try {
            return InetAddress.getByAddress(new byte[remote instanceof Inet4Address ? 4 : 16]);
        } catch (IOException e) {
            throw new IllegalStateException(e); // 4 or 16 octets, always
        }
    }
}
