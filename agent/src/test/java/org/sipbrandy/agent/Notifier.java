package org.sipbrandy.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.RequestBuilder;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;

/** Answers each SUBSCRIBE with 200, and with a NOTIFY on the same connection (RFC 6072). */
final class Notifier implements AutoCloseable {
    private final ServerSocket server;
    private final List<SipRequest> subscriptions = new CopyOnWriteArrayList<>();
    private volatile BiFunction<SipRequest, RequestBuilder, SipRequest> notify = (_, it) -> it.build();

    Notifier() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What asked so far. */
    List<SipRequest> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** Makes the NOTIFY out of the SUBSCRIBE and of one without body. */
    void notifying(BiFunction<SipRequest, RequestBuilder, SipRequest> how) {
        notify = how;
    }

    /** The body in a NOTIFY that is signed by somebody, whose certificate that is in the request, too. */
    static SipRequest signed(RequestBuilder builder, Credential signer, byte[] certificate) {
        var unsigned = builder.set("Content-ID", "<cert@host.invalid>")
                .body(MediaType.of("application", "pkix-cert"), Body.of(certificate))
                .build();
        var signing = new AuthenticationService(CredentialStore.of(signer))
                .sign(
                        RequestViews.of(unsigned, Contents.of(unsigned)),
                        SigningOptions.baseline("cid:cert@host.invalid"),
                        Instant.now());
        var it = (Signing.Signed) signing;
        return unsigned.toBuilder()
                .set("Date", it.date())
                .add("Identity", it.identity().toString())
                .build();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                String head = head(socket.getInputStream());
                if (head.startsWith("SUBSCRIBE ")) {
                    var subscribe = (SipRequest)
                            ((ParseResult.Parsed) SipParser.parse(head.getBytes(StandardCharsets.UTF_8))).message();
                    subscriptions.add(subscribe);
                    var response = subscribe
                            .respond(200)
                            .toTag("n1")
                            .add("Expires", "0")
                            .add("Contact", "<sip:127.0.0.1:" + port() + ";transport=tcp>")
                            .build();
                    socket.getOutputStream().write(response.encode());
                    socket.getOutputStream().write(notification(subscribe).encode());
                } else if (head.isEmpty()) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SipRequest notification(SipRequest subscribe) {
        var headers = subscribe.headers();
        return notify.apply(
                subscribe,
                SipRequest.builder(
                                SipMethod.NOTIFY, headers.contacts().getFirst().uri())
                        .add("Via", "SIP/2.0/TCP 127.0.0.1:" + port() + ";branch=z9hG4bKn" + subscriptions.size())
                        .add("Max-Forwards", "70")
                        .add("From", "<" + headers.to().uri() + ">;tag=n1")
                        .add("To", headers.from().toString())
                        .add("Call-ID", headers.callId())
                        .add("CSeq", "1 NOTIFY")
                        .add("Contact", "<sip:127.0.0.1:" + port() + ";transport=tcp>")
                        .add("Event", "certificate")
                        .add("Subscription-State", "terminated;reason=timeout"));
    }

    /** A message without a body; empty at the end. */
    private static String head(InputStream in) throws IOException {
        var read = new ByteArrayOutputStream();
        int octet;
        while ((octet = in.read()) >= 0) {
            read.write(octet);
            String text = read.toString(StandardCharsets.UTF_8);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
