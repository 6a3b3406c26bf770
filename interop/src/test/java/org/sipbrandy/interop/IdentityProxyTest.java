package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls by way of a proxy that others wrote, and our signatures in its hands. */
class IdentityProxyTest {
    private static final String ALICE = "sip:alice@brandy.example";
    private static final String X5U = "https://brandy.example/alice.cer";

    @TempDir
    private Path folder;

    private Path alice;
    private Path bob;
    private Link link;
    private IdentityProxy proxy;

    @BeforeEach
    void open() {
        alice = Brandy.home(folder, ALICE);
        bob = Brandy.home(folder, "sip:bob@brandy.example");
        var certificate = folder.resolve("alice.pem").toString();
        Brandy.run(alice, "identity", "export", ALICE, "--cert", certificate);
        var key = folder.resolve("alice.pub");
        Program.run(
                Host.LOOPBACK,
                folder,
                List.of("openssl", "x509", "-in", certificate, "-noout", "-pubkey", "-out", key.toString()));
        link = Link.open();
        proxy = IdentityProxy.start(link.callee(), folder, key);
    }

    @AfterEach
    void close() {
        try (var ending = link) {
            proxy.close();
        }
    }

    private Brandy answering(String policy) {
        var callee = Brandy.start(
                link.callee(), bob, "answer", "--listen", "tcp:10.99.0.2:5060", "--echo", "--policy", policy);
        callee.port("tcp");
        return callee;
    }

    @Test
    @DisplayName("MSEC-16 a call by way of Kamailio is confidential on both sides, and an audit sees through the proxy")
    void relayed() {
        Path file;
        try (var capture = Capture.start(link.callee(), "any", folder);
                var callee = answering("require")) {
            file = capture.file();
            try (var caller = Brandy.start(
                    link.caller(),
                    alice,
                    "call",
                    "sip:bob@brandy.example",
                    "--outbound-proxy",
                    "sip:10.99.0.2:5070;transport=tcp",
                    "--for",
                    "2s")) {
                assertThat(caller.awaitExit())
                        .as("%s%s%s", caller.transcript(), callee.transcript(), proxy.transcript())
                        .isZero();
                assertThat(caller.level()).isEqualTo("confidential");
            }
            callee.await("call.ended");
            assertThat(callee.level()).isEqualTo("confidential");
            capture.stop(link);
        }
        var call = Brandy.run(folder, "audit", file.toString(), "--json").getFirst();
        assertThat(call).contains("\"level\":\"confidential\"", "; and 1 more hop", "\"notes\":[]", "\"next\":null");
    }

    /** Sends a request to the proxy over TCP and returns the first line of the final response. */
    private String answerTo(byte[] request) throws IOException {
        var file = Files.write(folder.resolve("request.sip"), request).toString();
        var command = List.of(
                "bash",
                "-c",
                "exec 3<>/dev/tcp/10.99.0.2/5070; cat " + file
                        + " >&3; grep -am1 -E '^SIP/2.0 (18[0-9]|[2-6][0-9]{2}) ' <&3");
        return Program.run(link.caller(), folder, command).getFirst().strip();
    }

    @Test
    @DisplayName(
            "Kamailio's library verifies our baseline token with mky, and refuses it with 438 when a letter differs")
    void verified() throws Exception {
        var invite = Files.writeString(
                folder.resolve("invite.sip"), Requests.invite(ALICE).replace("SIP/2.0/TLS", "SIP/2.0/TCP"));
        String signed = String.join(
                        "\r\n",
                        Brandy.run(
                                alice,
                                "passport",
                                "sign",
                                "--baseline",
                                "--x5u",
                                X5U,
                                "--as",
                                ALICE,
                                "--message",
                                invite.toString()))
                + "\r\n";
        try (var callee = answering("prefer")) {
            assertThat(answerTo(signed.getBytes(StandardCharsets.US_ASCII))).doesNotContain("438");
            proxy.await("identity verified");
            callee.await("call.incoming");
        }
        int letter = signed.indexOf("Identity: ") + 200;
        char other = signed.charAt(letter) == 'A' ? 'B' : 'A';
        String tampered = signed.substring(0, letter) + other + signed.substring(letter + 1);
        assertThat(answerTo(tampered.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("SIP/2.0 438 Invalid Identity Header");
        proxy.await("identity refused");
    }
}
