package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alice on one host calls Bob on another by way of Kamailio, where he is registered; both have a password there. */
class KamailioTest {
    private static final int NOT_ANSWERED = 3;

    @TempDir
    private static Path folder;

    private static Link link;
    private static Certificates certificates;
    private static Certificates.Pair pair;
    private static Path alice;
    private static Path bob;

    @BeforeAll
    static void open() throws IOException {
        alice = Brandy.home(folder, "sip:alice@edge.test");
        bob = Brandy.home(folder, "sip:bob@edge.test");
        Files.writeString(folder.resolve("alice.password"), "secret of alice\n");
        Files.writeString(folder.resolve("bob.password"), "secret of bob\n");
        certificates = new Certificates(folder);
        pair = certificates.issue("edge", "subjectAltName=DNS:edge.test");
        link = Link.open("edge.test");
    }

    @AfterAll
    static void close() {
        link.close();
    }

    private static List<String> login(String user) {
        return List.of(
                "--user",
                user,
                "--password-file",
                folder.resolve(user + ".password").toString(),
                "--tls-ca",
                certificates.authority().toString());
    }

    private static Brandy bob(String registrar, String trace, String... further) {
        var arguments = new ArrayList<>(List.of("answer", "--register", registrar, "--echo", "--max-calls", "1"));
        arguments.addAll(List.of("--trace-sip", folder.resolve(trace).toString()));
        arguments.addAll(login("bob"));
        arguments.addAll(List.of(further));
        return Brandy.start(link.callee(), bob, arguments.toArray(String[]::new));
    }

    private static Brandy alice(String proxy, String trace) {
        var arguments = new ArrayList<>(List.of("call", "sip:bob@edge.test", "--outbound-proxy", proxy, "--for", "2s"));
        arguments.addAll(List.of("--trace-sip", folder.resolve(trace).toString()));
        arguments.addAll(login("alice"));
        return Brandy.start(link.caller(), alice, arguments.toArray(String[]::new));
    }

    /** What --trace-sip wrote, certificates of messages included, which are no text. */
    private static String trace(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
    }

    /** The first Identity of an INVITE in a trace. */
    private static String identity(String trace) throws IOException {
        var matcher =
                Pattern.compile("(?s)INVITE sip.*?\\bIdentity: ([^;\\s]+)").matcher(trace(trace));
        assertThat(matcher.find()).as("an INVITE with Identity in " + trace).isTrue();
        return matcher.group(1);
    }

    @ParameterizedTest
    @CsvSource({
        "sips:edge.test:5061, sips:edge.test:5061, tls",
        "sips:edge.test:5061, sip:edge.test:8080;transport=ws, ws",
        "sip:edge.test:8080;transport=ws, sips:edge.test:8443;transport=ws, wss"
    })
    @DisplayName(
            "SIP-10 SIP-12 SIP-14 SIP-15 SIP-16 a registered callee is called by way of the proxy, confidential end to end")
    void call(String registrar, String proxy, String transport) throws IOException {
        String trace = transport + ".sip";
        try (var kamailio = Kamailio.start(link.callee(), folder, pair);
                var answering = bob(registrar, "bob-" + trace)) {
            var registered = answering.await("registered");
            assertThat(registered.get("aor")).isEqualTo("sip:bob@edge.test");
            try (var calling = alice(proxy, "alice-" + trace)) {
                assertThat(calling.awaitExit())
                        .as(calling.transcript()
                                + kamailio.transcript()
                                + answering.transcript()
                                + trace("alice-" + trace))
                        .isZero();
                assertThat(calling.level()).isEqualTo("confidential");
                assertThat(calling.await("call.security").get("policy")).isEqualTo("require");
            }
            assertThat(answering.awaitExit()).as(answering.transcript()).isZero();
            assertThat(answering.level()).isEqualTo("confidential");
            assertThat(kamailio.saw())
                    .as("each is challenged once")
                    .filteredOn(line -> line.startsWith("INVITE over " + transport))
                    .hasSize(2);
            String atAlice = trace("alice-" + trace);
            assertThat(atAlice).contains("SIP/2.0 407", "Route: <" + proxy + ";lr>", "algorithm=SHA-256");
            assertThat(trace("bob-" + trace)).contains("Record-Route: <sip");
            assertThat(identity("bob-" + trace)).isEqualTo(identity("alice-" + trace));
            assertThat(answering.events("unregistered")).hasSize(1);
        }
    }

    @Test
    @DisplayName("SIP-12 SIP-20 a server whose certificate names another host gets no REGISTER and no INVITE")
    void wrongName() {
        var other = certificates.issue("other", "subjectAltName=DNS:other.test");
        try (var kamailio = Kamailio.start(link.callee(), folder, other);
                var answering = bob("sips:edge.test:5061", "unused.sip")) {
            var failed = answering.await("registration.failed");
            assertThat(failed.get("status")).hasToString("503");
            try (var calling = alice("sips:edge.test:5061", "unused-too.sip")) {
                assertThat(calling.awaitExit()).as(calling.transcript()).isEqualTo(NOT_ANSWERED);
                assertThat(String.valueOf(calling.await("error").get("message")))
                        .contains("not for edge.test");
            }
            assertThat(kamailio.saw()).isEmpty();
        }
    }

    @Test
    @DisplayName("SIP-10 a wrong password: the registrar refuses, and the program ends with 3")
    void wrongPassword() throws IOException {
        var wrong = Files.writeString(folder.resolve("wrong.password"), "guess\n");
        try (var kamailio = Kamailio.start(link.callee(), folder, pair);
                var answering = Brandy.start(
                        link.callee(),
                        bob,
                        "answer",
                        "--register",
                        "sips:edge.test:5061",
                        "--user",
                        "bob",
                        "--password-file",
                        wrong.toString(),
                        "--tls-ca",
                        certificates.authority().toString())) {
            assertThat(answering.awaitExit()).as(answering.transcript()).isEqualTo(NOT_ANSWERED);
            assertThat(String.valueOf(answering.await("registration.failed").get("reason")))
                    .isEqualTo("user or password are wrong for edge.test");
            assertThat(kamailio.saw()).hasSize(2);
        }
    }
}
