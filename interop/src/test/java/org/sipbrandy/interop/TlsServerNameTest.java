package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code brandy call sips:…} to OpenSSL's TLS server on another host, whose certificate fits the name or does not. */
class TlsServerNameTest {
    private static final int NOT_ANSWERED = 3;

    @TempDir
    private static Path folder;

    private static Link link;
    private static Path home;
    private static Certificates certificates;

    @BeforeAll
    static void open() {
        home = Brandy.home(folder, "sip:alice@brandy.example");
        certificates = new Certificates(folder);
        link = Link.open("example.test", "sip.example.test");
    }

    @AfterAll
    static void close() {
        link.close();
    }

    private static Program server(Certificates.Pair pair) {
        var server = Program.start(
                link.callee(),
                folder,
                List.of(
                        "openssl",
                        "s_server",
                        "-accept",
                        "10.99.0.2:5061",
                        "-cert",
                        pair.certificate().toString(),
                        "-key",
                        pair.key().toString(),
                        "-servername",
                        "example.test",
                        "-cert2",
                        pair.certificate().toString(),
                        "-key2",
                        pair.key().toString()));
        server.awaitLine(line -> line.startsWith("ACCEPT"));
        return server;
    }

    private static Brandy call(String domain) {
        return Brandy.start(
                link.caller(),
                home,
                "call",
                "sips:bob@" + domain,
                "--tls-ca",
                certificates.authority().toString());
    }

    private static void refused(String domain, Certificates.Pair pair, String why) {
        try (var server = server(pair);
                var caller = call(domain)) {
            int code = caller.awaitExit();
            server.end();
            assertThat(code).as(caller.transcript()).isEqualTo(NOT_ANSWERED);
            assertThat(String.valueOf(caller.await("error").get("message"))).contains(why);
            assertThat(server.lines()).noneMatch(line -> line.contains("INVITE") || line.contains("SIP/2.0"));
        }
    }

    @DisplayName("SIP-12 SIP-21 a certificate that names the domain is accepted, and is asked for by that name")
    @ParameterizedTest(name = "{arguments}")
    @CsvSource({"subjectAltName=DNS:example.test", "subjectAltName=URI:sip:example.test"})
    void accepted(String names) {
        try (var server = server(certificates.issue("somebody", names));
                var caller = call("example.test")) {
            server.awaitLine(line -> line.startsWith("INVITE sips:bob@example.test SIP/2.0"));
            assertThat(server.lines()).anyMatch(line -> line.contains("Hostname in TLS extension: \"example.test\""));
            caller.end();
        }
    }

    @DisplayName(
            "SIP-12 SIP-20 a certificate that does not name the domain, whole, is refused: closed, nothing is sent")
    @ParameterizedTest(name = "{arguments}")
    @CsvSource({
        "example.test, subjectAltName=DNS:*.test",
        "sip.example.test, subjectAltName=DNS:*.example.test",
        "sip.example.test, subjectAltName=DNS:example.test",
        "example.test, subjectAltName=DNS:sip.example.test",
        "example.test, 'subjectAltName=URI:sip:other.test,DNS:example.test'",
        "example.test, subjectAltName=URI:sip:bob@example.test",
    })
    void otherName(String domain, String names) {
        refused(domain, certificates.issue("somebody", names), "its certificate is for");
    }

    @Test
    @DisplayName("SIP-20 the common name does not count beside other names")
    void commonName() {
        refused(
                "example.test",
                certificates.issue("example.test", "subjectAltName=DNS:other.test"),
                "its certificate is for");
    }

    @Test
    @DisplayName("SIP-20 a certificate that is not made for TLS servers is refused")
    void usage() {
        refused(
                "example.test",
                certificates.issue("somebody", "subjectAltName=DNS:example.test", "extendedKeyUsage=emailProtection"),
                "certificate");
    }

    @Test
    @DisplayName("SIP-20 a certificate of an authority that nobody trusts is refused, whatever its name")
    void unknownAuthority() {
        refused(
                "example.test",
                new Certificates(folder).issue("somebody", "subjectAltName=DNS:example.test"),
                "not issued by anybody who is trusted");
    }
}
