package org.sipbrandy.testkit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipStreamDecoder;
import org.sipbrandy.sip.message.StreamEvent;
import org.sipbrandy.testkit.world.Meddler;

/**
 * A man in the middle of signalling, over TCP on 127.0.0.1: whoever calls it is passed on to the callee, message by
 * message, through a {@link Meddler}. Agents answer on the connection on which they were asked, so both directions pass.
 */
public final class AttackProxy implements AutoCloseable {
    private static final int READ = 8192;

    private final ServerSocket server;
    private final InetSocketAddress callee;
    private final Meddler meddler;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** Listens on a port that the system picks. */
    public AttackProxy(int calleePort, Meddler meddler) throws IOException {
        this.callee = new InetSocketAddress(InetAddress.getLoopbackAddress(), calleePort);
        this.meddler = meddler;
        this.server = new ServerSocket(0, 16, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread.ofVirtual().name("attack-proxy").start(this::accept);
    }

    /** Where the caller is to call. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                var caller = server.accept();
                open.add(caller);
                var onward = new Socket();
                open.add(onward);
                onward.connect(callee);
                Thread.ofVirtual().start(() -> relay(caller, onward, true));
                Thread.ofVirtual().start(() -> relay(onward, caller, false));
            }
        } catch (IOException _) {
            close(); // closed by its owner, or the callee is gone: then so is the caller's connection
        }
    }

    private void relay(Socket from, Socket to, boolean towardsCallee) {
        var decoder = towardsCallee ? SipStreamDecoder.accepted() : SipStreamDecoder.opened();
        byte[] buffer = new byte[READ];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length;
            while ((length = in.read(buffer)) >= 0) {
                decoder.receive(buffer, 0, length);
                @Nullable StreamEvent event;
                while ((event = decoder.poll()) != null) {
                    if (event instanceof StreamEvent.Received(ParseResult.Parsed(SipMessage message))) {
                        for (SipMessage passed : meddler.pass(message, towardsCallee)) {
                            out.write(passed.encode());
                        }
                        out.flush();
                    }
                }
            }
        } catch (IOException _) {
            // one side is gone; the other side's socket is closed with it
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
