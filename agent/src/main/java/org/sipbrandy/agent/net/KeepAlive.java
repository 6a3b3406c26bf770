package org.sipbrandy.agent.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pings over a connection that we opened, when it has been silent for a while; a flow that answers nothing for ten
 * seconds is dead (RFC 5626 §4.4.1), which {@link FlowDead} says further up.
 */
final class KeepAlive extends IdleStateHandler {
    /** RFC 5626 §4.4.1. */
    static final long PONG_SECONDS = 10;

    private final boolean webSocket;
    private @Nullable Future<?> patience;

    /** The flow answered nothing. */
    record FlowDead() {}

    /**
     * @param silenceSeconds before a ping; RFC 5626 §4.4.1 allows up to 120
     * @param webSocket whether its own pings are used (RFC 7118 §6)
     */
    KeepAlive(int silenceSeconds, boolean webSocket) {
        super(0, 0, silenceSeconds);
        this.webSocket = webSocket;
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        if (patience == null) {
            context.writeAndFlush(FlowPing.ping(webSocket));
            patience = context.executor()
                    .schedule(() -> context.fireUserEventTriggered(new FlowDead()), PONG_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        stop(); // anything that comes proves the flow alive
        super.channelRead(context, message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stop();
        super.channelInactive(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) throws Exception {
        stop();
        super.handlerRemoved(context);
    }

    private void stop() {
        var waiting = patience;
        if (waiting != null) {
            waiting.cancel(false);
            patience = null;
        }
    }
}
