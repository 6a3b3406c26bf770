package org.sipbrandy.cli.audit.media;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.dtls.PeerCertificate;
import org.sipbrandy.srtp.SrtpProfile;

/** One DTLS handshake as far as it is in clear: up to DTLS 1.2 the certificates are. Not thread-safe. */
public final class Handshake {
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;

    private final boolean lowerIsClient;
    private final byte[] clientRandom;
    private final Instant begun;
    private final HandshakeMessages ofClient = new HandshakeMessages();
    private final HandshakeMessages ofServer = new HandshakeMessages();
    private final List<Integer> offered;
    private Optional<Hello> serverHello = Optional.empty();
    private Optional<PeerCertificate> clientCertificate = Optional.empty();
    private Optional<PeerCertificate> serverCertificate = Optional.empty();
    private boolean clientFinished;
    private boolean serverFinished;
    private Optional<Instant> done = Optional.empty();
    private Optional<Integer> alert = Optional.empty();

    Handshake(boolean lowerIsClient, Hello hello, Instant begun) {
        this.lowerIsClient = lowerIsClient;
        this.clientRandom = hello.random();
        this.offered = hello.profiles();
        this.begun = begun;
    }

    /** The hello that begins in this fragment of a message; without its extensions if it goes on in another one. */
    static Optional<Hello> clientHello(byte[] octets, int at, int end) {
        boolean begins =
                Bytes.uint8(octets, at) == CLIENT_HELLO && Bytes.uint24(octets, at + 6) == 0 && end - at >= 12 + 34;
        if (!begins) {
            return Optional.empty();
        }
        var whole = new HandshakeMessages().add(octets, at, end).flatMap(message -> Hello.ofClient(message.body()));
        byte[] random = Arrays.copyOfRange(octets, at + 14, at + 46);
        return whole.or(() -> Optional.of(new Hello(random, List.of(), Hello.DTLS_1_2)));
    }

    boolean isOf(boolean fromLower, Hello hello) {
        return fromLower == lowerIsClient && Arrays.equals(clientRandom, hello.random());
    }

    /** A fragment of a handshake message in clear. */
    void message(boolean fromLower, byte[] octets, int at, int end) {
        boolean client = fromLower == lowerIsClient;
        var whole = (client ? ofClient : ofServer).add(octets, at, end);
        if (whole.isEmpty()) {
            return;
        }
        byte[] body = whole.get().body();
        switch (whole.get().type()) {
            case SERVER_HELLO -> {
                if (!client && serverHello.isEmpty()) {
                    serverHello = Hello.ofServer(body);
                }
            }
            case CERTIFICATE -> {
                if (client) {
                    clientCertificate = clientCertificate.or(() -> first(body));
                } else {
                    serverCertificate = serverCertificate.or(() -> first(body));
                }
            }
            default -> {}
        }
    }

    /** RFC 5246 §7.4.2: the sender's own certificate comes first. */
    private static Optional<PeerCertificate> first(byte[] body) {
        if (body.length < 6) {
            return Optional.empty();
        }
        int length = Bytes.uint24(body, 3);
        return length == 0 || length > body.length - 6
                ? Optional.empty()
                : Optional.of(new PeerCertificate(Arrays.copyOfRange(body, 6, 6 + length)));
    }

    /** A protected record: its sender has the keys. */
    void encrypted(boolean fromLower, Instant time) {
        if (serverHello.isEmpty()) {
            return;
        }
        if (fromLower == lowerIsClient) {
            clientFinished = true;
        } else {
            serverFinished = true;
        }
        if (clientFinished && serverFinished && done.isEmpty()) {
            done = Optional.of(time);
        }
    }

    void alert(int description) {
        if (done.isEmpty()) {
            alert = Optional.of(description);
        }
    }

    public Instant begun() {
        return begun;
    }

    /** When both sides had shown that they have the keys. */
    public Optional<Instant> done() {
        return done;
    }

    /** The alert in clear that ended it, if one did. */
    public Optional<Integer> alert() {
        return alert;
    }

    /** The certificate that the lower or the upper endpoint of the flow showed, where it could be seen. */
    public Optional<PeerCertificate> certificate(boolean ofLower) {
        return ofLower == lowerIsClient ? clientCertificate : serverCertificate;
    }

    /** Whether certificates are encrypted. */
    public boolean hidesCertificates() {
        return serverHello.filter(hello -> hello.version() == Hello.DTLS_1_3).isPresent();
    }

    /** Such as {@code DTLS 1.2}. */
    public String version() {
        return serverHello
                .map(hello -> switch (hello.version()) {
                    case Hello.DTLS_1_3 -> "DTLS 1.3";
                    case Hello.DTLS_1_2 -> "DTLS 1.2";
                    default -> "DTLS 1.0";
                })
                .orElse("DTLS");
    }

    /** The SRTP profile that was taken; empty if none was seen, which in DTLS 1.3 it cannot be. */
    public Optional<String> profile() {
        return serverHello
                .flatMap(hello -> hello.profiles().stream().findFirst())
                .map(id -> SrtpProfile.ofId(id).map(SrtpProfile::suite).orElse("profile " + id));
    }

    /** Whether the client offered SRTP at all. */
    public boolean offersSrtp() {
        return !offered.isEmpty();
    }
}
