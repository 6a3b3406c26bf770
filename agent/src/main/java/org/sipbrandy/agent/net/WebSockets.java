package org.sipbrandy.agent.net;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.URI;
import org.sipbrandy.sip.message.SipLimits;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** What lies between TCP or TLS and SIP on a WebSocket (RFC 7118, RFC 6455). */
final class WebSockets {
    static final String SUBPROTOCOL = "sip";

    /** Of the handshake: no cookies are wanted. */
    private static final int MAX_HTTP = 16_384;

    /** Head and body, as they would be taken from a stream. */
    private static final int MAX_MESSAGE = SipLimits.MAX_BODY + 65_536;

    private static final long HANDSHAKE_MILLIS = 10_000;

    private WebSockets() {}

    static boolean are(Transport transport) {
        return transport == Transport.WS || transport == Transport.WSS;
    }

    /** For whoever connects to us, at any path. */
    static void server(ChannelPipeline pipeline, WebSocketOrigins origins) {
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpObjectAggregator(MAX_HTTP),
                new WebSocketAdmission(origins),
                new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                        .websocketPath("/")
                        .checkStartsWith(true)
                        .subprotocols(SUBPROTOCOL)
                        .maxFramePayloadLength(MAX_MESSAGE)
                        .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                        .build()),
                new WebSocketFrameAggregator(MAX_MESSAGE));
        pipeline.addLast(SipFrames.NAME, new SipFrames());
    }

    /** For a connection that we open, once TCP, or TLS, is there. */
    static void client(ChannelPipeline pipeline, Target target, KeepAlive keepAlive) {
        String name = target.serverName().orElse(target.host());
        String host = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
        String scheme = target.transport() == Transport.WSS ? "wss" : "ws";
        pipeline.addLast(
                new HttpClientCodec(),
                new HttpObjectAggregator(MAX_HTTP),
                new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                        .webSocketUri(URI.create(scheme + "://" + host + ":" + target.port() + "/"))
                        .subprotocol(SUBPROTOCOL)
                        .generateOriginHeader(false)
                        .maxFramePayloadLength(MAX_MESSAGE)
                        .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                        .dropPongFrames(false)
                        .build()),
                keepAlive,
                new WebSocketFrameAggregator(MAX_MESSAGE));
        pipeline.addLast(SipFrames.NAME, new SipFrames());
    }
}
