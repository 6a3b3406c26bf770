package org.sipbrandy.agent.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts the connections that others opened, and refuses those that are too many. Used on the loop only. */
final class AcceptedConnections {
    private final ConnectionLimits limits;
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int total;

    AcceptedConnections(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Counts a connection until it is closed; false if it is one too many. */
    boolean admit(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)
                || total >= limits.accepted()
                || byAddress.getOrDefault(remote.getAddress(), 0) >= limits.acceptedFromOne()) {
            return false;
        }
        var address = remote.getAddress();
        total++;
        byAddress.merge(address, 1, Integer::sum);
        channel.closeFuture().addListener(_ -> {
            total--;
            byAddress.computeIfPresent(address, (_, n) -> n == 1 ? null : n - 1);
        });
        return true;
    }
}
