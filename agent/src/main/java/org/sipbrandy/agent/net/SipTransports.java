package org.sipbrandy.agent.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Signalling over UDP, TCP, TLS (RFC 3261 §18) and WebSocket (RFC 7118). Everything but {@link #listen} is called on the loop. */
public final class SipTransports implements AutoCloseable {
    private final Loop loop;
    private final SipReceiver receiver;
    private final TlsContexts tls;
    private final SipDatagrams datagrams;
    private final SipConnections connections;
    private final List<Channel> listeners = new ArrayList<>();
    private boolean closed;

    /** @param identity shown as a TLS server */
    public SipTransports(
            Loop loop,
            TlsIdentity identity,
            ServerTrust trust,
            ConnectionLimits limits,
            SipReceiver receiver,
            FlowWatcher flows,
            WebSocketOrigins origins,
            Capture capture) {
        this.loop = loop;
        this.receiver = receiver;
        this.tls = new TlsContexts(identity, trust);
        this.datagrams = new SipDatagrams(loop, flows, capture);
        this.connections = new SipConnections(loop, tls, limits, this::received, flows, origins, capture);
    }

    /**
     * Listens; blocks until it does. Not to be called on the loop.
     *
     * @param host a literal address
     * @param port 0 picks one
     * @return where it listens
     * @throws IOException with one line that says why not, e.g. that the port is in use
     */
    public InetSocketAddress listen(Transport transport, IpAddress host, int port) throws IOException {
        var address = new InetSocketAddress(Addresses.address(host), port);
        ChannelFuture bound = switch (transport) {
            case UDP -> datagrams.bootstrap(loop, this::received).bind(address);
            case TCP, WS -> connections.server(transport, Optional.empty()).bind(address);
            case TLS, WSS ->
                connections.server(transport, Optional.of(tls.server())).bind(address);
        };
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + transport.name().toLowerCase(Locale.ROOT) + ":" + host + ":"
                    + port + ": " + bound.cause().getMessage());
        }
        Channel channel = bound.channel();
        loop.run(() -> {
            if (closed) {
                channel.close();
                return;
            }
            listeners.add(channel);
            if (transport == Transport.UDP) {
                datagrams.add(channel);
            }
        });
        // Native epoll names the wildcard of IPv4 as that of IPv6: the address that was asked for is the one.
        return new InetSocketAddress(address.getAddress(), ((InetSocketAddress) channel.localAddress()).getPort());
    }

    private void received(ParseResult result, Target from) {
        if (!closed) {
            receiver.received(result, from);
        }
    }

    /** Sends; if it fails, the message is told so, later. */
    public void send(Target target, Outgoing message) {
        if (closed) {
            return;
        }
        if (target.transport() == Transport.UDP) {
            datagrams.send(target, message, connections::report);
        } else {
            connections.send(target, message);
        }
    }

    /** Keeps that flow alive: by CRLF over a stream, by STUN over UDP (RFC 5626 §3.5). */
    public void keepAlive(Target flow, long nanos) {
        if (flow.transport() == Transport.UDP) {
            datagrams.keepAlive(flow, nanos);
        } else {
            connections.keepAlive(flow, nanos);
        }
    }

    /** The domains that the TLS client behind a source proved; none for whoever is not authenticated (SIP-22). */
    public Set<String> domains(Target source) {
        return connections.domains(source);
    }

    /** Closes every socket. */
    @Override
    public void close() {
        closed = true;
        datagrams.close();
        listeners.forEach(Channel::close);
        connections.close();
    }
}
