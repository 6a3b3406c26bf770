package org.sipbrandy.agent.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** What a connection does as time goes by; the time is virtual. */
class ConnectionTimersTest {
    private static final int SILENCE = 90;

    private final List<TransportFailure> failures = new ArrayList<>();
    private final List<SipConnection> forgotten = new ArrayList<>();
    private final SipConnection.Owner owner = new SipConnection.Owner() {
        @Override
        public void received(ParseResult result, Target from) {}

        @Override
        public void report(Outgoing message, TransportFailure failure) {
            failures.add(failure);
        }

        @Override
        public void forget(SipConnection connection) {
            forgotten.add(connection);
        }

        @Override
        public void answered(SipConnection connection) {}

        @Override
        public Set<String> domains(SslHandler tls) {
            return Set.of();
        }
    };

    private SipConnection connection(boolean opened) {
        return new SipConnection("one", Transport.TCP, opened, owner, ConnectionLimits.standard());
    }

    /** A channel whose clock only {@link #advance} moves. */
    private static EmbeddedChannel frozen(io.netty.channel.ChannelHandler... handlers) {
        var channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
            }
        };
        channel.freezeTime();
        channel.pipeline().addLast(handlers);
        channel.pipeline().fireChannelActive();
        return channel;
    }

    private static void advance(EmbeddedChannel channel, int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static @Nullable String written(EmbeddedChannel channel) {
        ByteBuf out = channel.readOutbound();
        if (out == null) {
            return null;
        }
        try {
            return out.toString(StandardCharsets.US_ASCII);
        } finally {
            out.release();
        }
    }

    @Test
    @DisplayName("a silent flow is pinged, and without a pong in ten seconds it is dead")
    void noPong() {
        var channel = frozen(new KeepAlive(SILENCE, false), connection(true));
        advance(channel, SILENCE - 1);
        assertThat(written(channel)).isNull();
        advance(channel, 1);
        assertThat(written(channel)).isEqualTo("\r\n\r\n");
        advance(channel, 9);
        assertThat(channel.isOpen()).isTrue();
        advance(channel, 1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(forgotten).hasSize(1);
    }

    @Test
    @DisplayName("a flow whose pongs come in time lives on, and is pinged again")
    void pong() {
        var channel = frozen(new KeepAlive(SILENCE, false), connection(true));
        for (int i = 0; i < 3; i++) {
            advance(channel, SILENCE);
            assertThat(written(channel)).isEqualTo("\r\n\r\n");
            advance(channel, 9);
            channel.writeInbound(octets("\r\n"));
        }
        advance(channel, 60);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    @DisplayName("a ping of the far end is answered with a pong")
    void pinged() {
        var channel = frozen(connection(false));
        channel.writeInbound(octets("\r\n\r\n"));
        assertThat(written(channel)).isEqualTo("\r\n");
        advance(channel, 3600);
        assertThat(channel.isOpen()).as("a flow that is kept alive stays").isTrue();
    }

    @Test
    @DisplayName("a request on a flow that dies has failed; one that was answered has not")
    void requestsOnDeadFlow() {
        var channel = frozen(
                new KeepAlive(SILENCE, false),
                new SipConnection("one", Transport.TCP, true, owner, ConnectionLimits.standard()));
        var connection = channel.pipeline().get(SipConnection.class);
        connection.send(new Outgoing("A".getBytes(StandardCharsets.US_ASCII), true, failures::add));
        channel.writeInbound(octets("\r\n"));
        connection.send(new Outgoing("B".getBytes(StandardCharsets.US_ASCII), true, failures::add));
        connection.send(new Outgoing("C".getBytes(StandardCharsets.US_ASCII), false, failures::add));
        channel.close();
        channel.runPendingTasks();
        assertThat(failures).as("B alone").hasSize(1);
    }

    @Test
    @DisplayName("a connection that never completes a message is closed, however busily it trickles")
    void slowLoris() {
        var channel = frozen(connection(false));
        channel.writeInbound(octets("OPTIONS sip:bob@example.com SIP/2.0\r\n"));
        for (int second = 0; second < 31; second++) {
            advance(channel, 1);
            channel.writeInbound(octets("X-" + second + ": a\r\n"));
            assertThat(channel.isOpen()).isTrue();
        }
        advance(channel, 1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    @DisplayName("a connection on which nothing ever comes is closed")
    void silent() {
        var channel = frozen(connection(false));
        advance(channel, 31);
        assertThat(channel.isOpen()).isTrue();
        advance(channel, 1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    @DisplayName("after a whole message the next one has its own time, and silence between messages costs nothing")
    void wholeMessages() {
        var limits = new ConnectionLimits(1, 1, Duration.ofSeconds(10), 1000);
        var channel = frozen(new SipConnection("one", Transport.TCP, false, owner, limits));
        for (int i = 0; i < 3; i++) {
            channel.writeInbound(octets("OPTIONS sip:bob@example.com SIP/2.0\r\n"));
            advance(channel, 9);
            channel.writeInbound(octets("Content-Length: 0\r\n\r\n"));
            assertThat(channel.isOpen()).isTrue();
        }
        advance(channel, 3600);
        assertThat(channel.isOpen()).isTrue();
    }
}
