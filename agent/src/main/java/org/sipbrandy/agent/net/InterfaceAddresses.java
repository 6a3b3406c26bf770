package org.sipbrandy.agent.net;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.ice.IpAddress;

/** The addresses of this machine's interfaces that are up. */
public final class InterfaceAddresses {
    private InterfaceAddresses() {}

    /**
     * IPv4 before IPv6, without those that reach only one link; asked anew each time, for interfaces come and go.
     *
     * @param loopback whether those of loopback are wanted, or all others
     * @param only the interface of that name alone
     */
    public static List<IpAddress> list(boolean loopback, Optional<String> only) {
        var list = new ArrayList<IpAddress>();
        try {
            for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!one.isUp()
                        || only.filter(name -> !name.equals(one.getName())).isPresent()) {
                    continue;
                }
                for (InetAddress address : Collections.list(one.getInetAddresses())) {
                    var ip = IpAddress.of(address.getAddress());
                    if (ip.isLoopback() == loopback && !ip.isLinkLocal() && !ip.isMulticast()) {
                        list.add(ip);
                    }
                }
            }
        } catch (SocketException _) {
            return List.of();
        }
        list.sort((a, b) -> Boolean.compare(a.isV6(), b.isV6()));
        return list;
    }
}
