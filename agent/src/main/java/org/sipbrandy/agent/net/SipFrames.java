package org.sipbrandy.agent.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** One SIP message in one WebSocket message, text or binary (RFC 7118 §4.2). */
final class SipFrames extends ChannelDuplexHandler {
    static final String NAME = "sip-frames";

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof TextWebSocketFrame || message instanceof BinaryWebSocketFrame) {
            context.fireChannelRead(((WebSocketFrame) message).content());
        } else if (message instanceof PongWebSocketFrame) {
            ReferenceCountUtil.release(message); // it has proved the flow alive by now
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf octets) {
            // RFC 7118 §4.2: binary, if there is anything that is not UTF-8
            boolean text = ByteBufUtil.isText(octets, StandardCharsets.UTF_8);
            context.write(text ? new TextWebSocketFrame(octets) : new BinaryWebSocketFrame(octets), promise);
        } else {
            context.write(message, promise);
        }
    }
}
