package org.sipbrandy.agent.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pings over a flow that is registered, as often as its edge wants it, whatever else passes (RFC 5626 §4.4). An answer is
 * {@link FlowAnswered}; none for ten seconds is {@link KeepAlive.FlowDead}.
 */
final class FlowPing extends ChannelInboundHandlerAdapter {
    private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final long nanos;
    private final boolean webSocket;
    private @Nullable Future<?> next;
    private @Nullable Future<?> patience;

    /** The far end answered a ping. */
    record FlowAnswered() {}

    /**
     * @param nanos between two pings
     * @param webSocket whether its own pings are used (RFC 7118 §6)
     */
    FlowPing(long nanos, boolean webSocket) {
        this.nanos = nanos;
        this.webSocket = webSocket;
    }

    /** A double CRLF, or a ping of WebSocket. */
    static Object ping(boolean webSocket) {
        return webSocket ? new PingWebSocketFrame() : Unpooled.wrappedBuffer(PING);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        next = context.executor().scheduleAtFixedRate(() -> ping(context), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private void ping(ChannelHandlerContext context) {
        if (patience == null) {
            context.writeAndFlush(ping(webSocket));
            patience = context.executor()
                    .schedule(
                            () -> context.fireUserEventTriggered(new KeepAlive.FlowDead()),
                            KeepAlive.PONG_SECONDS,
                            TimeUnit.SECONDS);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (patience != null) { // RFC 5626 §4.4.1: anything that comes proves the flow alive
            stop(patience);
            patience = null;
            context.fireUserEventTriggered(new FlowAnswered());
        }
        super.channelRead(context, message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop(next);
        stop(patience);
    }

    private static void stop(@Nullable Future<?> waiting) {
        if (waiting != null) {
            waiting.cancel(false);
        }
    }
}
