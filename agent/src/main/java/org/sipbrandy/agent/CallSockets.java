package org.sipbrandy.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.net.Addresses;
import org.sipbrandy.agent.net.InterfaceAddresses;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.MediaSockets;
import org.sipbrandy.agent.net.RouteAddress;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;

/** The media sockets of each call: one for each stream and local address. Used on the loop only. */
final class CallSockets {
    private final Loop loop;
    private final Driver driver;
    private final boolean allowLoopback;
    private final Capture capture;
    private final Map<String, MediaSockets> open = new HashMap<>();

    CallSockets(Loop loop, Driver driver, boolean allowLoopback, Capture capture) {
        this.loop = loop;
        this.driver = driver;
        this.allowLoopback = allowLoopback;
        this.capture = capture;
    }

    void open(EndpointEffect.OpenMedia it) {
        var towards = IpAddress.parse(it.towards().host());
        boolean loopback = allowLoopback || towards.isLoopback();
        var each = switch (it.addresses()) {
            case ALL -> InterfaceAddresses.list(loopback);
            case ON_THE_WAY -> onTheWay(towards);
        };
        var all = new ArrayList<IpAddress>();
        for (int i = 0; i < it.streams(); i++) {
            all.addAll(each);
        }
        String call = it.call();
        MediaSockets.open(
                loop,
                all,
                capture,
                (local, from, datagram, length) -> driver.input(
                        (endpoint, now) -> endpoint.mediaReceived(call, local, from, datagram, length, now)),
                (opened, local) -> {
                    open.put(call, opened);
                    driver.input(
                            (endpoint, now) -> endpoint.mediaOpened(call, share(local, it.streams()), loopback, now));
                });
    }

    private static List<IpAddress> onTheWay(IpAddress towards) {
        return RouteAddress.towards(Addresses.address(towards))
                .map(local -> List.of(IpAddress.of(local.getAddress())))
                .orElse(List.of());
    }

    void send(EndpointEffect.SendMedia it) {
        var sockets = open.get(it.call());
        if (sockets != null) {
            sockets.send(it.local(), it.remote(), it.datagram());
        }
    }

    /** Closes a call's sockets, after what is being written. */
    void close(String call) {
        var sockets = open.remove(call);
        if (sockets != null) {
            loop.runLater(sockets::close);
        }
    }

    void closeAll() {
        open.values().forEach(MediaSockets::close);
    }

    /** Deals the sockets out: each stream gets one of each address. */
    private static List<List<TransportAddress>> share(List<TransportAddress> all, int streams) {
        var shares = new ArrayList<List<TransportAddress>>();
        for (int i = 0; i < streams; i++) {
            shares.add(new ArrayList<>());
        }
        var dealt = new HashMap<IpAddress, Integer>();
        for (TransportAddress one : all) {
            int to = dealt.merge(one.address(), 1, Integer::sum) - 1;
            shares.get(Math.min(to, streams - 1)).add(one);
        }
        return List.copyOf(shares);
    }
}
