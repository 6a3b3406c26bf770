package org.sipbrandy.testkit.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.dtls.DtlsAssociation;
import org.sipbrandy.dtls.DtlsConfiguration;
import org.sipbrandy.dtls.DtlsIdentity;
import org.sipbrandy.dtls.DtlsOutput;
import org.sipbrandy.dtls.DtlsRole;
import org.sipbrandy.dtls.HandshakeDrive;
import org.sipbrandy.dtls.PeerCertificateCheck;
import org.sipbrandy.ice.PacketKind;

/**
 * Sits on a media path over 127.0.0.1 with a socket towards each end. STUN is passed on byte for byte; DTLS is ended here, as
 * the server of one end and the client of the other, with a certificate that nobody signed for.
 */
public final class DtlsInterceptor implements AutoCloseable {
    private static final int MAX_DATAGRAM = 65_507;
    private static final long TICK_MILLIS = 50;

    private final SecureRandom random = new SecureRandom();
    private final DtlsIdentity forged = DtlsIdentity.generate(random, Instant.now());
    private final Selector selector = Selector.open();
    private final End caller = new End();
    private final End callee = new End();
    private final AtomicInteger media = new AtomicInteger();

    /** Opens both sockets. */
    public DtlsInterceptor() throws IOException {
        Thread.ofPlatform().daemon().name("dtls-interceptor").start(this::run);
    }

    /** One side of the path. */
    private final class End {
        private final DatagramChannel channel = DatagramChannel.open();
        private volatile @Nullable InetSocketAddress peer;
        private volatile int alert = -1;
        private @Nullable DtlsAssociation dtls;

        private End() throws IOException {
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        private End other() {
            return this == caller ? callee : caller;
        }

        private void send(byte[] datagram) throws IOException {
            var to = peer;
            if (to != null) {
                channel.send(ByteBuffer.wrap(datagram), to);
            }
        }

        private DtlsAssociation begin(DtlsRole role) {
            var begun = new DtlsAssociation(
                    role,
                    forged,
                    DtlsConfiguration.DEFAULT,
                    PeerCertificateCheck.quarantine(),
                    random,
                    new HandshakeDrive.Asynchronous(task -> Thread.ofVirtual().start(task), selector::wakeup));
            dtls = begun;
            begun.start(System.nanoTime());
            return begun;
        }

        private void collect() throws IOException {
            var association = dtls;
            if (association == null) {
                return;
            }
            association.timeout(System.nanoTime());
            @Nullable DtlsOutput output;
            while ((output = association.poll()) != null) {
                switch (output) {
                    case DtlsOutput.Send(byte[] datagram) -> send(datagram);
                    case DtlsOutput.Failed it -> alert = it.alert().orElse(-1);
                    case DtlsOutput.PeerClosed(int closing) -> alert = closing;
                    case DtlsOutput.Connected it -> it.keys().close();
                }
            }
        }
    }

    /** The port that is put into what the callee, or the caller, reads: that of the socket which faces the reader. */
    int port(boolean towardsCallee) {
        return (towardsCallee ? callee : caller).channel.socket().getLocalPort();
    }

    /** Where the one who described itself really is. */
    void peer(boolean ofCaller, int port) {
        (ofCaller ? caller : callee).peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The alert with which the caller ended DTLS: 42 is bad_certificate. */
    public OptionalInt alertOfCaller() {
        return caller.alert < 0 ? OptionalInt.empty() : OptionalInt.of(caller.alert);
    }

    /** The alert with which the callee ended DTLS: 42 is bad_certificate. */
    public OptionalInt alertOfCallee() {
        return callee.alert < 0 ? OptionalInt.empty() : OptionalInt.of(callee.alert);
    }

    /** How many packets of media were seen; none may be. */
    public int mediaPackets() {
        return media.get();
    }

    private void run() {
        var buffer = ByteBuffer.allocate(MAX_DATAGRAM);
        try {
            while (selector.isOpen()) {
                selector.select(TICK_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    read((End) key.attachment(), buffer);
                }
                selector.selectedKeys().clear();
                caller.collect();
                callee.collect();
            }
        } catch (IOException | ClosedSelectorException | java.nio.channels.CancelledKeyException _) {
            // closed by its owner
        }
    }

    private void read(End from, ByteBuffer buffer) throws IOException {
        while (from.channel.receive(buffer.clear()) != null) {
            byte[] datagram = Arrays.copyOf(buffer.array(), buffer.position());
            switch (PacketKind.of(datagram)) {
                case STUN -> from.other().send(datagram);
                case DTLS -> {
                    var association = from.dtls;
                    if (association == null) {
                        association = from.begin(DtlsRole.SERVER);
                        from.other().begin(DtlsRole.CLIENT);
                    }
                    association.receive(datagram, System.nanoTime());
                }
                case RTP, RTCP -> {
                    media.incrementAndGet();
                    from.other().send(datagram);
                }
                case ZRTP, TURN_CHANNEL, UNKNOWN -> {}
            }
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        caller.channel.close();
        callee.channel.close();
    }
}
