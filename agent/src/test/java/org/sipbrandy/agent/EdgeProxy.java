package org.sipbrandy.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.net.ConnectionLimits;
import org.sipbrandy.agent.net.FlowWatcher;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.Outgoing;
import org.sipbrandy.agent.net.ServerTrust;
import org.sipbrandy.agent.net.SipTransports;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.digest.DigestAlgorithm;
import org.sipbrandy.sip.digest.DigestServer;
import org.sipbrandy.sip.digest.Login;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.HostPort;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Via;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** A registrar and edge proxy on loopback, without state but the flows: asks for passwords, records its route. */
final class EdgeProxy implements AutoCloseable {
    private static final long HOUR = 3_600_000_000_000L;

    final Map<String, Target> flows = new ConcurrentHashMap<>();
    final List<SipMessage> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Target> hops = new ConcurrentHashMap<>();
    private final Loop loop = new Loop("edge");
    private final SipTransports transports;
    private final Transport transport;
    private final int port;
    private final String granted;
    private boolean closed;
    private final DigestServer registrar = server(false);
    private final DigestServer proxy = server(true);

    private static DigestServer server(boolean asProxy) {
        return new DigestServer(
                "example.com",
                List.of(DigestAlgorithm.SHA_512_256, DigestAlgorithm.SHA_256),
                asProxy,
                user -> Optional.of(login(user)),
                HOUR,
                new Random(1));
    }

    /** Everybody's password is their name. */
    static Login login(String user) {
        return Login.of(user, user.getBytes(StandardCharsets.UTF_8));
    }

    /** @param granted parameters of the Contact that it grants */
    EdgeProxy(Transport transport, String granted) throws IOException {
        this.transport = transport;
        this.granted = granted;
        transports = new SipTransports(
                loop,
                TlsFiles.generate(),
                ServerTrust.platform(),
                ConnectionLimits.standard(),
                (result, from) -> {
                    if (result instanceof ParseResult.Parsed(SipMessage message)) {
                        seen.add(message);
                        take(message, from);
                    }
                },
                FlowWatcher.NONE,
                org.sipbrandy.agent.net.WebSocketOrigins.own(),
                Capture.NONE);
        port = transports.listen(transport, IpAddress.parse("127.0.0.1"), 0).getPort();
    }

    String uri() {
        String scheme = transport.secure() ? "sips:127.0.0.1:" : "sip:127.0.0.1:";
        return scheme + port + (transport == Transport.TLS ? "" : ";transport=" + transport.uriParameter());
    }

    private void take(SipMessage message, Target from) {
        switch (message) {
            case SipRequest request -> request(request, from);
            case SipResponse response -> {
                var hop = java.util.Objects.requireNonNull(
                        hops.get(response.headers().topVia().branch().orElseThrow()));
                var rest = response.headers().list(HeaderName.VIA);
                var headers = response.headers().toBuilder().remove(HeaderName.VIA);
                for (int i = rest.size() - 1; i > 0; i--) {
                    headers.addFirst(HeaderName.VIA, rest.get(i));
                }
                if (hop != null) { // else of a request that was never forwarded
                    send(response.withHeaders(headers.build()), hop);
                }
            }
        }
    }

    private void request(SipRequest request, Target from) {
        if (request.method().equals(SipMethod.REGISTER)) {
            register(request, from);
            return;
        }
        boolean inDialog = request.headers().to().tag().isPresent();
        boolean exempt =
                request.method().equals(SipMethod.ACK) || request.method().equals(SipMethod.CANCEL);
        if (!inDialog
                && !exempt
                && !(proxy.check(request, System.nanoTime()) instanceof DigestServer.Judgement.Accepted)) {
            send(proxy.challenge(request, false, System.nanoTime()).toTag("p").build(), from);
            return;
        }
        if (exempt && !inDialog && !request.method().equals(SipMethod.CANCEL)) {
            return; // of our own 407
        }
        String user = ((SipUri) request.requestUri()).userText().orElse("");
        var to = flows.get(user);
        if (to == null) {
            if (!exempt) {
                send(request.respond(404).toTag("p").build(), from);
            }
            return;
        }
        flows.putIfAbsent(
                ((SipUri) request.headers().from().uri()).userText().orElseThrow(), from); // the way back to the caller
        var forwarded = request.headers().toBuilder();
        String branch = Via.MAGIC_COOKIE + "edge"
                + request.headers().topVia().branch().orElseThrow().hashCode()
                + request.headers().cseq().number();
        hops.put(branch, from);
        forwarded.addFirst(HeaderName.VIA, Via.of(transport.name(), HostPort.of("127.0.0.1", port), branch));
        forwarded.remove(HeaderName.ROUTE).remove(HeaderName.PROXY_AUTHORIZATION);
        forwarded.addFirst(HeaderName.RECORD_ROUTE, "<" + uri() + ";lr>");
        send(request.withHeaders(forwarded.build()), to);
    }

    private void register(SipRequest request, Target from) {
        if (!(registrar.check(request, System.nanoTime()) instanceof DigestServer.Judgement.Accepted(String user))) {
            send(
                    registrar
                            .challenge(request, false, System.nanoTime())
                            .toTag("r")
                            .build(),
                    from);
            return;
        }
        var contact = request.headers().contacts().getFirst();
        boolean leaving = contact.parameters().raw("expires").orElseThrow().equals("0");
        var response = request.respond(200).toTag("r");
        if (leaving) {
            flows.remove(user);
        } else {
            flows.put(user, from);
            response.add(HeaderName.REQUIRE, "outbound")
                    .add(
                            HeaderName.CONTACT,
                            contact.withParameters(contact.parameters().without("expires")) + ";" + granted);
        }
        send(response.build(), from);
    }

    private void send(SipMessage message, Target to) {
        transports.send(to, new Outgoing(message.encode(), false, _ -> {}));
    }

    /** Cuts what is registered off, and listens no more. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.run(transports::close);
        loop.close();
    }
}
