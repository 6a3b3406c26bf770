package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code brandy audit} on captures that tshark made: of calls of other programs alone, of ours, and of TLS. */
class AuditTest {
    private static final int ENOUGH = 100;

    @TempDir
    private Path folder;

    /** The only call in a capture: the line as it is, since its steps are objects of their own. */
    private String audited(Path capture, String... further) {
        var command = new java.util.ArrayList<>(List.of("audit", capture.toString(), "--json"));
        command.addAll(List.of(further));
        var lines = Brandy.run(folder, command.toArray(String[]::new)).stream()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertThat(lines).as(String.join("\n", lines)).hasSize(2);
        return lines.getFirst();
    }

    private static void is(String call, String step, String result) {
        assertThat(call).contains("{\"step\":\"" + step + "\",\"result\":\"" + result + "\"");
    }

    private static void has(String call, String member, String value) {
        Map<String, Object> members = JsonObject.parse(call);
        assertThat(members.get(member)).as(call).hasToString(value);
    }

    private static void talk(Link link, Capture capture, Baresip... phones) {
        Awaitility.await("media both ways").atMost(Program.PATIENCE).untilAsserted(() -> {
            var packets = capture.read(5060, "udp && !icmp && !stun && !dtls", "udp.payload");
            for (Host host : List.of(link.caller(), link.callee())) {
                assertThat(packets.stream()
                                .filter(one -> one.get("ip.src").equals(host.address()))
                                .filter(one -> one.firstOctet() >= 128))
                        .as("from %s%s%s", host.address(), phones[0].transcript(), phones[1].transcript())
                        .hasSizeGreaterThan(ENOUGH);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("two phones of others: with DTLS and with SDES encrypted, without either in the clear")
    void phones(Baresip.Keying keying) {
        Path file;
        try (var link = Link.open();
                var capture = Capture.start(link.callee(), "vb", folder)) {
            file = capture.file();
            try (var called = Baresip.phone(link.callee(), folder, keying);
                    var calling =
                            Baresip.calling(link.caller(), folder, keying, "sip:phone@10.99.0.2:5060;transport=tcp")) {
                talk(link, capture, calling, called);
            }
            capture.stop(link);
        }
        var call = audited(file);
        has(call, "level", keying == Baresip.Keying.NONE ? "clear" : "encrypted");
        is(call, "offer-signed", "failed");
        is(call, "answer-received", "reached");
        is(call, "media", keying == Baresip.Keying.NONE ? "failed" : "reached");
        is(call, "ice-connected", keying == Baresip.Keying.DTLS ? "reached" : "failed");
        is(call, "dtls-connected", keying == Baresip.Keying.DTLS ? "reached" : "failed");
        is(call, "keys-bound", "not-reached");
        assertThat(call).contains("identity-missing", "answer-not-signed");
        assertThat(call.contains("a=crypto")).isEqualTo(keying == Baresip.Keying.SDES);
    }

    @Test
    @DisplayName("MSEC-16 a call of ours, captured by tshark on the cable, reaches every step")
    void ours() {
        var alice = Brandy.home(folder, "sip:alice@brandy.example");
        var bob = Brandy.home(folder, "sip:bob@brandy.example");
        Path file;
        try (var link = Link.open();
                var capture = Capture.start(link.callee(), "vb", folder);
                var answering = Brandy.start(
                        link.callee(), bob, "answer", "--listen", "tcp:10.99.0.2:0", "--echo", "--max-calls", "1")) {
            file = capture.file();
            String uri = "sip:bob@10.99.0.2:" + answering.port("tcp") + ";transport=tcp";
            try (var calling = Brandy.start(link.caller(), alice, "call", uri, "--for", "2s")) {
                assertThat(calling.awaitExit()).as(calling.transcript()).isZero();
            }
            assertThat(answering.awaitExit()).as(answering.transcript()).isZero();
            capture.stop(link);
        }
        var call = audited(file);
        has(call, "level", "confidential");
        has(call, "caller", "sip:alice@brandy.example");
        has(call, "callee", "sip:bob@brandy.example");
        assertThat(call)
                .contains("\"next\":null")
                .doesNotContain("\"result\":\"failed\"", "\"result\":\"not-seen\"", "\"result\":\"not-reached\"");
    }

    @Test
    @DisplayName("SIP over TLS is read with OpenSSL's key log by way of tshark, and not without")
    void tls() throws Exception {
        var alice = Brandy.home(folder, "sip:alice@brandy.example");
        var bob = Brandy.home(folder, "sip:bob@brandy.example");
        var keys = folder.resolve("keys");
        var signed = folder.resolve("signed.sip");
        Path file;
        try (var link = Link.open();
                var capture = Capture.start(link.callee(), "vb", folder);
                var callee = Brandy.start(link.callee(), bob, "answer", "--listen", "tls:10.99.0.2:0", "--echo")) {
            file = capture.file();
            var invite = Files.writeString(folder.resolve("invite.sip"), Requests.invite("sip:alice@brandy.example"));
            Files.write(signed, sign(alice, invite));
            var command = List.of(
                    "openssl",
                    "s_client",
                    "-quiet",
                    "-keylogfile",
                    keys.toString(),
                    "-connect",
                    "10.99.0.2:" + callee.port("tls"));
            try (var client = Program.start(link.caller(), folder, command)) {
                client.type(Files.readAllBytes(signed));
                callee.await("call.incoming");
                client.awaitLine(line -> line.startsWith("SIP/2.0 ") && !line.startsWith("SIP/2.0 100 "));
            }
            Awaitility.await("the key log").atMost(Program.PATIENCE).until(() -> Files.size(keys) > 0);
            pause(capture);
            capture.stop(link);
        }
        var without = Brandy.run(folder, "audit", file.toString());
        assertThat(without).contains("0 calls in " + count(without)).anyMatch(line -> line.contains("with --keylog"));
        var call = audited(file, "--keylog", keys.toString());
        assertThat(call).contains("encrypted; read with the key log");
        is(call, "offer-signed", "reached");
        is(call, "offer-verified", "reached");
        has(call, "caller", "sip:alice@brandy.example");
    }

    private static String count(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("0 calls in "))
                .findFirst()
                .orElseThrow()
                .substring("0 calls in ".length());
    }

    /** Until what was sent last is in the file, too. */
    private static void pause(Capture capture) {
        Awaitility.await("the end of the connection")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !capture.read(5061, "tcp.flags.fin == 1 || tcp.flags.reset == 1")
                        .isEmpty());
    }

    private byte[] sign(Path home, Path invite) throws Exception {
        var signed = folder.resolve("signed");
        var process = new ProcessBuilder(Brandy.command(
                        home,
                        List.of(
                                "passport",
                                "sign",
                                "--as",
                                "sip:alice@brandy.example",
                                "--message",
                                invite.toString())))
                .redirectOutput(signed.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllBytes(signed);
    }
}
