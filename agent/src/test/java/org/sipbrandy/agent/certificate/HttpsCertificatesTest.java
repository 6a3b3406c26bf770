package org.sipbrandy.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.stir.credential.CertificateSource.Answer;
import org.sipbrandy.stir.credential.Credential;

/** Against a real https server on this machine. */
@Timeout(60)
class HttpsCertificatesTest {
    private static final Instant NOW = Instant.now();
    private static final FetchLimits HERE = FetchLimits.STANDARD.withAnyAddress();

    private final Credential alice =
            Credential.selfSigned("sip:alice@a.example", new SecureRandom(), NOW.minusSeconds(60), Duration.ofDays(1));
    private final AtomicInteger asked = new AtomicInteger();
    private final Loop loop = new Loop("test");
    private HttpsServer server;
    private X509Certificate anchor;

    @BeforeEach
    void serve() throws Exception {
        TlsIdentity identity = TlsFiles.generate();
        anchor = identity.chain().getFirst();
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("s", identity.key(), new char[0], identity.chain().toArray(X509Certificate[]::new));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        loop.close();
    }

    private void path(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private String uri(String path) {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    private HttpsCertificates source(FetchLimits limits) throws Exception {
        return new HttpsCertificates(loop, limits, List.of(anchor));
    }

    private void serveAlice(String path, String cacheControl) {
        path(path, exchange -> {
            if (!cacheControl.isEmpty()) {
                exchange.getResponseHeaders().set("Cache-Control", cacheControl);
            }
            answer(exchange, 200, alice.certificate().der());
        });
    }

    @Test
    @DisplayName("STIR-VS-16 STIR-VS-17 a certificate is fetched once and kept as long as its server says")
    void kept() throws Exception {
        serveAlice("/a.cer", "max-age=100");
        var source = source(HERE);
        for (int i = 0; i < 3; i++) {
            assertThat(source.find(uri("/a.cer"), NOW.plusSeconds(i * 49)))
                    .isInstanceOfSatisfying(
                            Answer.Found.class,
                            it -> assertThat(it.content())
                                    .isEqualTo(alice.certificate().der()));
        }
        assertThat(asked).hasValue(1);
        source.find(uri("/a.cer"), NOW.plusSeconds(101));
        assertThat(asked).hasValue(2);
    }

    @Test
    @DisplayName("STIR-VS-17 no-store is not kept, and nothing outlives the certificate itself")
    void notKept() throws Exception {
        serveAlice("/no.cer", "no-store");
        serveAlice("/long.cer", "max-age=8640000");
        var source = source(HERE);
        source.find(uri("/no.cer"), NOW);
        source.find(uri("/no.cer"), NOW);
        assertThat(asked).hasValue(2);
        source.find(uri("/long.cer"), NOW);
        source.find(uri("/long.cer"), NOW.plus(Duration.ofDays(1)));
        assertThat(asked).hasValue(4);
    }

    @Test
    @DisplayName("STIR-VS-17 many calls that want one certificate at a time wait for one fetch")
    void oneFetch() throws Exception {
        var arrived = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        path("/slow.cer", exchange -> {
            arrived.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, alice.certificate().der());
        });
        var source = source(HERE);
        var answers = new ArrayList<java.util.concurrent.Future<Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> source.find(uri("/slow.cer"), NOW)));
            }
            arrived.await();
            go.countDown();
            for (var one : answers) {
                assertThat(one.get()).isInstanceOf(Answer.Found.class);
            }
        }
        assertThat(asked).hasValue(1);
    }

    private void refused(HttpsCertificates source, String uri, String why) {
        assertThat(source.find(uri, NOW))
                .isInstanceOfSatisfying(
                        Answer.NotFound.class, it -> assertThat(it.why()).contains(why));
    }

    @Test
    @DisplayName(
            "STIR-VS-34 a server that does not answer, lies about itself or gives too much: nothing is had, in time")
    void faults() throws Exception {
        path("/404", exchange -> answer(exchange, 404, new byte[0]));
        path("/big", exchange -> answer(exchange, 200, new byte[10_000_000]));
        path("/hang", exchange -> {
            try {
                new CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var patient = new FetchLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), 64 * 1024, 3, true);
        var source = source(patient);
        refused(source, uri("/404"), "404");
        refused(source, uri("/big"), "");
        var hasty = new FetchLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 64 * 1024, 3, true);
        long begun = System.nanoTime();
        refused(source(hasty), uri("/hang"), "no answer within");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        refused(source, "https://localhost:1/x", "no connection");
        refused(source, "https://nowhere.invalid/x", "no such host");
    }

    @Test
    @DisplayName("STIR-VS-34 a server whose certificate is not trusted, or is for another name, is not believed")
    void tls() throws Exception {
        serveAlice("/a.cer", "");
        refused(new HttpsCertificates(loop, HERE, List.of()), uri("/a.cer"), "");
        refused(source(HERE), uri("/a.cer").replace("localhost", "127.0.0.2"), "");
        assertThat(asked).hasValue(0);
    }

    @Test
    @DisplayName("STIR-VS-34 redirects are followed to https only, a few times, and every address is looked at")
    void redirects() throws Exception {
        serveAlice("/a.cer", "");
        path("/to", exchange -> {
            exchange.getResponseHeaders().set("Location", "/a.cer");
            answer(exchange, 302, new byte[0]);
        });
        path("/plain", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://localhost/a.cer");
            answer(exchange, 302, new byte[0]);
        });
        path("/loop", exchange -> {
            exchange.getResponseHeaders().set("Location", uri("/loop"));
            answer(exchange, 302, new byte[0]);
        });
        var source = source(HERE);
        assertThat(source.find(uri("/to"), NOW)).isInstanceOf(Answer.Found.class);
        refused(source, uri("/plain"), "https");
        refused(source, uri("/loop"), "too often");
    }

    @Test
    @DisplayName("STIR-VS-34 no private, loopback or link-local address is asked, by name or by number")
    void privateAddresses() throws Exception {
        serveAlice("/a.cer", "");
        var source = source(FetchLimits.STANDARD);
        int port = server.getAddress().getPort();
        for (String host : List.of("localhost", "127.0.0.1", "[::1]", "10.1.2.3", "192.168.0.1", "169.254.169.254")) {
            refused(source, "https://" + host + ":" + port + "/a.cer", "not on the Internet");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    @DisplayName("STIR-VS-34 other schemes, users in the URI and what is no URI are refused unasked")
    void otherSchemes() throws Exception {
        var source = source(HERE);
        refused(source, uri("/a.cer").replace("https", "http"), "https");
        refused(source, "https://user@localhost/x", "user");
        refused(source, "https:///x", "host");
        refused(source, "https://local host/x", "URI");
    }
}
