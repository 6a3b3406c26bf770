package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.agent.store.TlsFiles;

/** {@code --crl}, {@code --ocsp} and {@code --x5u}, as whole processes. */
class IdentityOptionsTest {
    private static final String ALICE = "sip:alice@example.com";
    private static final String BOB = "sip:bob@example.com";

    @TempDir
    Path folder;

    private TestIssuer ca;
    private Path alice;
    private Path bob;

    @BeforeEach
    void homes() throws Exception {
        alice = folder.resolve("alice");
        bob = folder.resolve("bob");
        Path place = folder.resolve("ca");
        run(alice, "ca", "init", place.toString(), "--domain", "example.com");
        ca = new TestIssuer(place);
    }

    private static String run(Path home, String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(home, arguments)) {
            assertThat(brandy.exit()).as(brandy.toString()).isZero();
            return String.join("\n", brandy.out());
        }
    }

    private void issued(Path home, String aor) throws Exception {
        run(home, "identity", "new", aor, "--from-ca", ca.folder().toString());
    }

    /** Alice calls Bob; what her call was judged. */
    private EventLine call(List<String> bobs, List<String> alices, int exit) throws Exception {
        var answering = new ArrayList<>(List.of("answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "1", "--json"));
        answering.addAll(bobs);
        try (var answer = RunningBrandy.start(bob, answering.toArray(String[]::new))) {
            var calling =
                    new ArrayList<>(List.of("call", "sips:bob@127.0.0.1:" + answer.port(), "--json", "--for", "200ms"));
            calling.addAll(alices);
            try (var call = RunningBrandy.start(alice, calling.toArray(String[]::new))) {
                assertThat(call.exit()).as(call + "\n" + answer).isEqualTo(exit);
                return call.security();
            }
        }
    }

    private List<String> trusting(String... more) {
        var all = new ArrayList<>(List.of("--trust", ca.folder().toString()));
        all.addAll(List.of(more));
        return all;
    }

    @Test
    @DisplayName("CRED-14 --crl: a certificate on its authority's list is refused, another one passes")
    void revocationList() throws Exception {
        run(alice, "identity", "new", ALICE);
        issued(bob, BOB);
        var serial = Home.open(bob)
                .identities()
                .get(BOB)
                .orElseThrow()
                .credential()
                .certificate()
                .serial();
        Path revoked = Files.write(folder.resolve("revoked.crl"), ca.list(serial));
        Path other = Files.write(folder.resolve("other.crl"), ca.list("1234"));
        assertThat(call(List.of(), trusting("--crl", other.toString()), 0).text("trust"))
                .isEqualTo("ca");
        assertThat(call(List.of(), trusting("--crl", revoked.toString()), 4).texts("reasons"))
                .contains("credential-unsupported");
        try (var wrong = RunningBrandy.run(alice, "call", "sips:bob@127.0.0.1:9", "--crl", revoked.toString())) {
            assertThat(wrong.failedWith(2)).contains("--trust");
        }
    }

    @Test
    @DisplayName("CRED-14 --ocsp: the responder that the certificate names decides, and its silence is a no")
    void responder() throws Exception {
        run(alice, "identity", "new", ALICE);
        var revoked = new AtomicBoolean();
        var asked = new AtomicInteger();
        var responder = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        responder.createContext("/", exchange -> {
            asked.incrementAndGet();
            // RFC 6960 §A.1: POST has the request, GET has it in the path
            byte[] request = exchange.getRequestMethod().equals("POST")
                    ? exchange.getRequestBody().readAllBytes()
                    : Base64.getDecoder()
                            .decode(exchange.getRequestURI().getPath().substring(1));
            byte[] response = ca.status(request, revoked.get());
            exchange.getResponseHeaders().add("Content-Type", "application/ocsp-response");
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
            exchange.close();
        });
        responder.start();
        try {
            Path key = folder.resolve("bob-key.pem");
            Path certificate = folder.resolve("bob.pem");
            ca.issueNaming(BOB, "http://127.0.0.1:" + responder.getAddress().getPort() + "/", certificate, key);
            run(bob, "identity", "import", BOB, "--cert", certificate.toString(), "--key", key.toString());
            assertThat(call(List.of(), trusting("--ocsp"), 0).text("trust")).isEqualTo("ca");
            assertThat(asked.get()).isPositive();
            revoked.set(true);
            assertThat(call(List.of(), trusting("--ocsp"), 4).texts("reasons")).contains("credential-unsupported");
        } finally {
            responder.stop(0);
        }
        assertThat(call(List.of(), trusting("--ocsp"), 4).texts("reasons")).contains("credential-unsupported");
    }

    @Test
    @DisplayName("--x5u: what is signed names that address, from which the certificate is fetched or asked for again")
    void elsewhere() throws Exception {
        run(alice, "identity", "new", ALICE);
        run(bob, "identity", "new", BOB);
        byte[] certificate = Home.open(bob)
                .identities()
                .get(BOB)
                .orElseThrow()
                .credential()
                .certificate()
                .der();
        TlsIdentity tls = TlsFiles.generate();
        Path anchor = Files.writeString(
                folder.resolve("tls.pem"),
                TestIssuer.pem("CERTIFICATE", tls.chain().getFirst().getEncoded()));
        var server = server(tls);
        server.createContext("/bob.cer", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/pkix-cert");
            exchange.sendResponseHeaders(200, certificate.length);
            exchange.getResponseBody().write(certificate);
            exchange.close();
        });
        server.start();
        try {
            String there = "https://localhost:" + server.getAddress().getPort() + "/bob.cer";
            Path trace = folder.resolve("trace.txt");
            var alices = List.of("--tls-ca", anchor.toString(), "--fetch-private", "--trace-sip", trace.toString());
            assertThat(call(List.of("--x5u", there), alices, 0).text("level")).isEqualTo("confidential");
            assertThat(Files.readString(trace, StandardCharsets.ISO_8859_1)).contains("info=<" + there + ">");
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("--x5u and --home-country that cannot be meant are refused in one line")
    void refused() throws Exception {
        run(alice, "identity", "new", ALICE);
        try (var wrong = RunningBrandy.run(alice, "call", "sips:bob@127.0.0.1:9", "--x5u", "http://localhost/a.cer")) {
            assertThat(wrong.failedWith(2)).contains("--x5u", "https://");
        }
        try (var wrong = RunningBrandy.run(alice, "call", "sips:bob@127.0.0.1:9", "--home-country", "Atlantis")) {
            assertThat(wrong.failedWith(2)).contains("--home-country");
        }
    }

    private static HttpsServer server(TlsIdentity tls) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("tls", tls.key(), new char[0], tls.chain().toArray(Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }
}
