package org.sipbrandy.agent.refusal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.store.TlsFiles;

/** An https server that has what an {@code x5u} may lead to, by path; most of it is not a certificate. */
final class CertificateShelf implements AutoCloseable {
    private static final int TEN_MEGABYTES = 10_000_000;

    private final HttpsServer server;
    private final X509Certificate anchor;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    CertificateShelf(byte[] certificate) throws Exception {
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
        server.setExecutor(threads);
        server.createContext("/alice.cer", exchange -> answer(exchange, 200, certificate));
        server.createContext("/missing.cer", exchange -> answer(exchange, 404, new byte[0]));
        server.createContext("/large.cer", exchange -> answer(exchange, 200, new byte[TEN_MEGABYTES]));
        server.createContext("/page.html", exchange -> answer(exchange, 200, "<!doctype html><p>Hello".getBytes()));
        server.createContext("/silent.cer", this::neverAnswer);
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void neverAnswer(HttpExchange exchange) {
        try (exchange) {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    X509Certificate anchor() {
        return anchor;
    }

    String uri(String name) {
        return "https://localhost:" + server.getAddress().getPort() + "/" + name;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
