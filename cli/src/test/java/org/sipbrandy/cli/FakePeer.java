package org.sipbrandy.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipStreamDecoder;
import org.sipbrandy.sip.message.StreamEvent;

/** Somebody on 127.0.0.1 over TCP who gives every INVITE the same answers, or none. */
final class FakePeer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final List<Integer> statuses;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> methods = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> invited = new CompletableFuture<>();

    /** @param statuses sent one after the other; none: it never answers */
    FakePeer(Integer... statuses) throws IOException {
        this.statuses = List.of(statuses);
        Thread.ofVirtual().start(this::accept);
    }

    String uri() {
        return "sip:bob@127.0.0.1:" + server.getLocalPort() + ";transport=tcp";
    }

    /** Waits until somebody called. */
    void awaitInvite() throws Exception {
        invited.get(60, TimeUnit.SECONDS);
    }

    /** The methods of what came, in order. */
    List<String> methods() {
        return List.copyOf(methods);
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed by its owner
        }
    }

    private void serve(Socket socket) {
        var decoder = SipStreamDecoder.accepted();
        byte[] buffer = new byte[8192];
        try (socket) {
            int length;
            while ((length = socket.getInputStream().read(buffer)) >= 0) {
                decoder.receive(buffer, 0, length);
                @Nullable StreamEvent event;
                while ((event = decoder.poll()) != null) {
                    if (event instanceof StreamEvent.Received(ParseResult.Parsed(SipRequest request))) {
                        methods.add(request.method().name());
                        if (request.method().name().equals("INVITE")) {
                            for (int status : statuses) {
                                socket.getOutputStream()
                                        .write(request.respond(status).build().encode());
                            }
                            invited.complete(null);
                        }
                    }
                }
            }
        } catch (IOException _) {
            // the other side is gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
