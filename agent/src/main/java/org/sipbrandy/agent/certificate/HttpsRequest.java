package org.sipbrandy.agent.certificate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** One GET on one connection: sent once TLS stands, answered by what comes or by what goes wrong. */
final class HttpsRequest extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final URI uri;
    private final CompletableFuture<Fetched> result;

    HttpsRequest(URI uri, CompletableFuture<Fetched> result) {
        this.uri = uri;
        this.result = result;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                send(context.channel());
            } else {
                fail("TLS failed: " + message(done.cause()));
            }
        }
        context.fireUserEventTriggered(event);
    }

    private void send(Channel channel) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path + query);
        request.headers()
                .set(HttpHeaderNames.HOST, uri.getRawAuthority())
                .set(
                        HttpHeaderNames.ACCEPT,
                        "application/pkix-cert, application/pem-certificate-chain, application/tnauthlist")
                .set(HttpHeaderNames.CONNECTION, "close");
        channel.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        int status = response.status().code();
        String location = response.headers().get(HttpHeaderNames.LOCATION);
        if (!response.decoderResult().isSuccess()) {
            fail("an answer that is not HTTP");
        } else if (status == 200) {
            byte[] content = new byte[response.content().readableBytes()];
            response.content().readBytes(content);
            result.complete(new Fetched.Body(content, Freshness.of(response.headers())));
        } else if (status >= 300 && status < 400 && location != null) {
            result.complete(new Fetched.Redirect(location));
        } else {
            fail("the server answered " + status);
        }
        context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(message(cause));
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail("the server closed the connection");
    }

    private void fail(String why) {
        result.complete(new Fetched.Failed(why));
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
