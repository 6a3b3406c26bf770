package org.sipbrandy.agent.certificate;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import java.util.function.Function;

/** Answers one request on one connection, and closes it. */
final class CertificateResponse extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Function<String, Optional<PublishedCertificates.Published>> published;

    CertificateResponse(Function<String, Optional<PublishedCertificates.Published>> published) {
        this.published = published;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean head = request.method().equals(HttpMethod.HEAD);
        if (!request.decoderResult().isSuccess()) {
            answer(context, HttpResponseStatus.BAD_REQUEST, Optional.empty(), head);
        } else if (!head && !request.method().equals(HttpMethod.GET)) {
            answer(context, HttpResponseStatus.METHOD_NOT_ALLOWED, Optional.empty(), head);
        } else {
            var found = published.apply(request.uri());
            answer(context, found.isPresent() ? HttpResponseStatus.OK : HttpResponseStatus.NOT_FOUND, found, head);
        }
    }

    private static void answer(
            ChannelHandlerContext context,
            HttpResponseStatus status,
            Optional<PublishedCertificates.Published> found,
            boolean head) {
        byte[] content = found.map(PublishedCertificates.Published::content).orElse(new byte[0]);
        var body = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.length).set(HttpHeaderNames.CONNECTION, "close");
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD"); // RFC 9110 §15.5.6
        }
        // What a path names never changes: it is the hash of its content.
        found.ifPresent(it -> response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, it.type())
                .set(HttpHeaderNames.CACHE_CONTROL, "max-age=86400, immutable"));
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // a handshake that failed, or somebody too slow
    }
}
