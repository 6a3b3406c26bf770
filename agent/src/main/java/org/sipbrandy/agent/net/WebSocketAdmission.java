package org.sipbrandy.agent.net;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;

/** Lets only those handshakes pass that want SIP (RFC 7118 §4.1), from pages that may. */
final class WebSocketAdmission extends ChannelInboundHandlerAdapter {
    private final WebSocketOrigins origins;

    WebSocketAdmission(WebSocketOrigins origins) {
        this.origins = origins;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!(message instanceof FullHttpRequest request)) {
            super.channelRead(context, message);
            return;
        }
        var headers = request.headers();
        boolean upgrade = headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
        if (!upgrade || !headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, WebSockets.SUBPROTOCOL, true)) {
            refuse(context, request, HttpResponseStatus.BAD_REQUEST);
        } else if (!origins.admit(
                Optional.ofNullable(headers.get(HttpHeaderNames.ORIGIN)),
                Optional.ofNullable(headers.get(HttpHeaderNames.HOST)))) {
            refuse(context, request, HttpResponseStatus.FORBIDDEN);
        } else {
            super.channelRead(context, message);
        }
    }

    private static void refuse(ChannelHandlerContext context, FullHttpRequest request, HttpResponseStatus status) {
        request.release();
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
