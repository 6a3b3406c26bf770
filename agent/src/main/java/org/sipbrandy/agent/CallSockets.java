package org.sipbrandy.agent;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.ice.IceServerSearch;
import org.sipbrandy.agent.ice.IceSettings;
import org.sipbrandy.agent.net.Addresses;
import org.sipbrandy.agent.net.InterfaceAddresses;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.MediaSockets;
import org.sipbrandy.agent.net.RelayStreams;
import org.sipbrandy.agent.net.RouteAddress;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.gather.GatherSettings;
import org.sipbrandy.ice.gather.IceServer;

/** The media of each call: a socket for each stream and local address, and what STUN and TURN servers add. On the loop. */
final class CallSockets {
    private final Loop loop;
    private final Driver driver;
    private final Workers workers;
    private final Settings settings;
    private final IceServerSearch search;
    private final RelayStreams streams;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, MediaRoutes> open = new HashMap<>();

    /** @param allowLoopback whether loopback candidates go to everybody */
    record Settings(IceSettings ice, boolean allowLoopback, Capture capture) {}

    CallSockets(
            Loop loop,
            Driver driver,
            Workers workers,
            Settings settings,
            IceServerSearch search,
            RelayStreams streams) {
        this.loop = loop;
        this.driver = driver;
        this.workers = workers;
        this.settings = settings;
        this.search = search;
        this.streams = streams;
    }

    void open(EndpointEffect.OpenMedia it) {
        var towards = IpAddress.parse(it.towards().host());
        var routes = new MediaRoutes(loop, streams, new Reports(it.call(), towards.isV6()));
        open.put(it.call(), routes);
        var servers = settings.ice().servers();
        if (servers.isEmpty()) {
            open(it, towards, routes, List.of());
        } else {
            workers.work(driver, () -> search.find(servers), found -> (_, _) -> open(it, towards, routes, found));
        }
    }

    private void open(EndpointEffect.OpenMedia it, IpAddress towards, MediaRoutes routes, List<IceServer> servers) {
        boolean loopback = settings.allowLoopback() || towards.isLoopback();
        boolean hidden = it.addresses() == EndpointEffect.Addresses.ON_THE_WAY;
        // ANON-09: who gives no name goes by a relay where there is one
        boolean relayed = hidden && servers.stream().anyMatch(IceServer.Turn.class::isInstance);
        var each = hidden && !relayed
                ? onTheWay(towards)
                : InterfaceAddresses.list(loopback, settings.ice().networkInterface());
        var all = new ArrayList<IpAddress>();
        for (int i = 0; i < it.streams(); i++) {
            all.addAll(each);
        }
        var gather = GatherSettings.standard()
                .withLoopback(loopback)
                .withRelayOnly(relayed || settings.ice().relayOnly())
                .withLimit(settings.ice().limit());
        MediaSockets.open(
                loop,
                all,
                settings.capture(),
                routes::received,
                (opened, local) -> routes.begin(opened, share(local, it.streams()), servers, gather, random));
    }

    private final class Reports implements MediaRoutes.Call {
        private final String call;
        private final boolean signallingOverV6;

        private Reports(String call, boolean signallingOverV6) {
            this.call = call;
            this.signallingOverV6 = signallingOverV6;
        }

        @Override
        public void gathered(List<MediaRoutes.Gathered> each) {
            var local = each.stream()
                    .map(it -> new LocalMedia(it.candidates(), signallingOverV6, it.servers()))
                    .toList();
            driver.input((endpoint, now) -> endpoint.mediaOpened(call, local, now));
        }

        @Override
        public void received(TransportAddress local, TransportAddress from, byte[] datagram, int length) {
            driver.input((endpoint, now) -> endpoint.mediaReceived(call, local, from, datagram, length, now));
        }
    }

    private static List<IpAddress> onTheWay(IpAddress towards) {
        return RouteAddress.towards(Addresses.address(towards))
                .map(local -> List.of(IpAddress.of(local.getAddress())))
                .orElse(List.of());
    }

    void send(EndpointEffect.SendMedia it) {
        var routes = open.get(it.call());
        if (routes != null) {
            routes.send(it.local(), it.remote(), it.datagram());
        }
    }

    /** Closes a call's sockets, after what is being written. */
    void close(String call) {
        var routes = open.remove(call);
        if (routes != null) {
            loop.runLater(routes::close);
        }
    }

    void closeAll() {
        open.values().forEach(MediaRoutes::close);
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
