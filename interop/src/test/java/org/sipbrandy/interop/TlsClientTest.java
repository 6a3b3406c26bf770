package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL's TLS client at {@code brandy answer}. */
class TlsClientTest {
    private static final String OPTIONS = """
            OPTIONS sips:bob@example.test SIP/2.0\r
            Via: SIP/2.0/TLS 127.0.0.1:9;branch=z9hG4bK-openssl\r
            Max-Forwards: 70\r
            From: <sips:caller@example.test>;tag=1\r
            To: <sips:bob@example.test>\r
            Call-ID: openssl@example.test\r
            CSeq: 1 OPTIONS\r
            Contact: <sips:caller@127.0.0.1:9>\r
            Content-Length: 0\r
            \r
            """;

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static Brandy callee;

    @BeforeAll
    static void listen() {
        var home = Brandy.home(folder, "sip:bob@brandy.example");
        certificates = new Certificates(folder);
        var pair = certificates.issue("somebody", "subjectAltName=DNS:example.test");
        callee = Brandy.start(
                Host.LOOPBACK,
                home,
                "answer",
                "--listen",
                "tls:127.0.0.1:0",
                "--cert",
                pair.certificate().toString(),
                "--key",
                pair.key().toString());
        callee.port("tls");
    }

    @AfterAll
    static void end() {
        callee.close();
    }

    private static Program client(String... further) {
        var command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + callee.port("tls")));
        command.addAll(List.of("-CAfile", certificates.authority().toString(), "-verify_return_error"));
        command.addAll(List.of("-verify_hostname", "example.test"));
        command.addAll(List.of(further));
        return Program.start(Host.LOOPBACK, folder, command);
    }

    @DisplayName("SIP-01 the certificate given by --cert is shown, and OPTIONS gets its 200")
    @ParameterizedTest(name = "{arguments}")
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void served(String version) {
        try (var client = client(version)) {
            client.awaitLine(line -> line.contains("Verify return code: 0 (ok)"));
            client.type(OPTIONS);
            client.awaitLine(line -> line.startsWith("SIP/2.0 200 OK"));
            client.awaitLine(line -> line.startsWith("CSeq: 1 OPTIONS"));
        }
    }

    @Test
    @DisplayName("TLS 1.1 is refused")
    void old() {
        try (var client = client("-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0")) {
            assertThat(client.awaitExit()).isNotZero();
            assertThat(client.lines()).anyMatch(line -> line.contains("alert"));
        }
    }

    @Test
    @DisplayName("a client that wants a cipher without authentication is refused, and the next one is served")
    void anonymous() {
        try (var client = client("-tls1_2", "-cipher", "aNULL:@SECLEVEL=0")) {
            assertThat(client.awaitExit()).isNotZero();
            assertThat(client.lines()).anyMatch(line -> line.contains("alert"));
        }
        served("-tls1_3");
    }
}
