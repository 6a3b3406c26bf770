package org.sipbrandy.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.stir.credential.CertificateSource.Answer;
import org.sipbrandy.stir.credential.Credential;

/** Seen by the JDK's own client, and by our fetcher. */
@Timeout(60)
class CertificateServerTest {
    private final Credential alice = Credential.selfSigned(
            "sip:alice@a.example", new SecureRandom(), Instant.now().minusSeconds(60), Duration.ofDays(1));
    private final Loop loop = new Loop("test");
    private final org.sipbrandy.agent.net.TlsIdentity tls = TlsFiles.generate();
    private CertificateServer server;
    private HttpClient client;

    @BeforeEach
    void serve() throws Exception {
        server = CertificateServer.start(loop, tls, "localhost", 0);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("a", tls.chain().getFirst());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder().sslContext(context).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        loop.close();
    }

    private HttpResponse<byte[]> ask(String method, String uri) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(uri))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    @Test
    @DisplayName("a certificate is served under its URI, and nothing else is")
    void serves() throws Exception {
        String uri = server.uri(alice).orElseThrow();
        assertThat(uri).startsWith("https://localhost:" + server.port() + "/certificates/");
        var found = ask("GET", uri);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).isEqualTo(alice.certificate().der());
        assertThat(found.headers().firstValue("content-type")).contains("application/pkix-cert");
        assertThat(ask("HEAD", uri).body()).isEmpty();
        assertThat(ask("GET", uri.replace(".cer", "")).statusCode()).isEqualTo(404);
        assertThat(ask("GET", "https://localhost:" + server.port() + "/").statusCode())
                .isEqualTo(404);
        assertThat(ask("POST", uri).statusCode()).isEqualTo(405);
    }

    @Test
    @DisplayName("STIR-VS-16 our own fetcher finds it, with the server's certificate as a further anchor")
    void fetched() {
        var source = new HttpsCertificates(
                loop, FetchLimits.STANDARD.withAnyAddress(), List.of(tls.chain().getFirst()));
        assertThat(source.find(server.uri(alice).orElseThrow(), Instant.now()))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        it -> assertThat(it.content())
                                .isEqualTo(alice.certificate().der()));
        var strangers = new HttpsCertificates(loop, FetchLimits.STANDARD.withAnyAddress(), List.of());
        assertThat(strangers.find(server.uri(alice).orElseThrow(), Instant.now()))
                .isInstanceOf(Answer.NotFound.class);
    }

    @Test
    @DisplayName("a port that is taken is said in one line")
    void taken() {
        assertThatThrownBy(() -> CertificateServer.start(loop, tls, "localhost", server.port()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("https:localhost:" + server.port());
    }
}
