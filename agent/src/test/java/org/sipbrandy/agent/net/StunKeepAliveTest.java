package org.sipbrandy.agent.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Flows over UDP, kept by STUN; the edge is a socket of this test. */
class StunKeepAliveTest {
    private static final long TENTH = 100_000_000L;

    private final BlockingQueue<Target> answered = new LinkedBlockingQueue<>();
    private final BlockingQueue<Target> lost = new LinkedBlockingQueue<>();
    private final BlockingQueue<Target> sources = new LinkedBlockingQueue<>();
    private final Loop loop = new Loop("test-stun");
    private final FlowWatcher watcher = new FlowWatcher() {
        @Override
        public void answered(Target flow) {
            answered.add(flow);
        }

        @Override
        public void lost(Target flow) {
            lost.add(flow);
        }
    };
    private DatagramSocket edge;
    private SipTransports transports;
    private int port;

    @BeforeEach
    void open() throws Exception {
        edge = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        edge.setSoTimeout(10_000);
        transports = new SipTransports(
                loop,
                TlsFiles.generate(),
                ServerTrust.platform(),
                ConnectionLimits.standard(),
                (result, from) -> {
                    if (result instanceof ParseResult.Parsed) {
                        sources.add(from);
                    }
                },
                watcher,
                WebSocketOrigins.own(),
                Capture.NONE);
        port = transports.listen(Transport.UDP, IpAddress.parse("127.0.0.1"), 0).getPort();
    }

    @AfterEach
    void close() {
        loop.run(transports::close);
        loop.close();
        edge.close();
    }

    private StunMessage receive() throws Exception {
        var packet = new DatagramPacket(new byte[1500], 1500);
        edge.receive(packet);
        assertThat(packet.getPort()).as("from the socket of signalling").isEqualTo(port);
        return StunMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    private void send(byte[] octets) throws Exception {
        edge.send(new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), port));
    }

    private void answer(StunMessage request, int mappedPort) throws Exception {
        var mapped = new TransportAddress(IpAddress.parse("192.0.2.9"), mappedPort);
        send(StunBuilder.success(request)
                .add(new StunAttribute.XorMappedAddress(mapped))
                .encode());
    }

    /** The flow as a registration has it: with the socket on which the edge's messages come in. */
    private Target flow() throws Exception {
        send(SipRequest.builder(SipMethod.OPTIONS, Uri.parse("sip:bob@127.0.0.1"))
                .add("Via", "SIP/2.0/UDP 127.0.0.1:" + edge.getLocalPort() + ";branch=z9hG4bK1;rport")
                .add("From", "<sip:edge@127.0.0.1>;tag=1")
                .add("To", "<sip:bob@127.0.0.1>")
                .add("Call-ID", "1")
                .add("CSeq", "1 OPTIONS")
                .build()
                .encode());
        var source = sources.poll(10, TimeUnit.SECONDS);
        return java.util.Objects.requireNonNull(source);
    }

    @Test
    @DisplayName("SIP-15 Binding requests go from the socket of signalling as often as asked; a lost one is sent again")
    void keptAlive() throws Exception {
        var flow = flow();
        loop.run(() -> transports.keepAlive(flow, TENTH));
        var first = receive();
        assertThat(first.messageClass()).isEqualTo(StunClass.REQUEST);
        assertThat(receive().id()).as("sent again after 500 ms").isEqualTo(first.id());
        answer(first, 4000);
        assertThat(answered.poll(10, TimeUnit.SECONDS)).isEqualTo(flow);
        answer(receive(), 4000);
        assertThat(answered.poll(10, TimeUnit.SECONDS)).isEqualTo(flow);
        assertThat(lost).isEmpty();
    }

    @Test
    @DisplayName("SIP-15 another mapped address than before means that the flow is gone (RFC 5626 §4.4.2)")
    void addressChanged() throws Exception {
        var flow = flow();
        loop.run(() -> transports.keepAlive(flow, TENTH));
        answer(receive(), 4000);
        answer(receive(), 4001);
        assertThat(lost.poll(10, TimeUnit.SECONDS)).isEqualTo(flow);
        assertThat(answered).hasSize(1);
    }

    @Test
    @DisplayName("SIP-15 an answer to another request, or from elsewhere, counts for nothing")
    void forged() throws Exception {
        var flow = flow();
        loop.run(() -> transports.keepAlive(flow, TENTH));
        var request = receive();
        try (var other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] forged = StunBuilder.success(request)
                    .add(new StunAttribute.XorMappedAddress(new TransportAddress(IpAddress.parse("192.0.2.9"), 1)))
                    .encode();
            other.send(new DatagramPacket(forged, forged.length, InetAddress.getLoopbackAddress(), port));
        }
        assertThat(receive().id()).as("still waiting, so sent again").isEqualTo(request.id());
        assertThat(answered).isEmpty();
    }
}
