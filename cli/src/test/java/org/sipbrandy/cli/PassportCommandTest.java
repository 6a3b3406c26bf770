package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.agent.certificate.CertificateServer;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.agent.store.TlsFiles;

class PassportCommandTest {
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=fingerprint:sha-256 " + "AA:".repeat(31) + "AA\r\n";

    @TempDir
    Path folder;

    private Path invite() throws Exception {
        return Files.writeString(
                folder.resolve("invite.sip"),
                "INVITE sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK1\r\n"
                        + "Max-Forwards: 70\r\nFrom: <sip:alice@example.com>;tag=1\r\nTo: <sip:bob@example.com>\r\n"
                        + "Call-ID: 1@example.com\r\nCSeq: 1 INVITE\r\nContact: <sip:alice@127.0.0.1>\r\n"
                        + "Content-Type: application/sdp\r\nContent-Length: " + SDP.length() + "\r\n\r\n" + SDP);
    }

    private Path signed(Path home) throws Exception {
        var out = folder.resolve("signed.sip");
        var err = folder.resolve("err.txt");
        var command = "exec '" + Files.writeString(folder.resolve("b.sh"), RunningBrandy.launcher()) + "'";
        var builder = new ProcessBuilder(
                        "sh",
                        folder.resolve("b.sh").toString(),
                        "passport",
                        "sign",
                        "--message",
                        invite().toString(),
                        "--as",
                        People.ALICE,
                        "--home",
                        home.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        assertThat(builder.start().waitFor())
                .as(command + Files.readString(err))
                .isZero();
        return out;
    }

    @Test
    @DisplayName("what sign makes, verify verifies; with another fingerprint it is refused with 438")
    void roundTrip() throws Exception {
        var home = People.alice(folder);
        var message = signed(home);
        try (var good = RunningBrandy.run(home, "passport", "verify", "--message", message.toString())) {
            assertThat(good.exit()).as(good.toString()).isZero();
            assertThat(good.out()).contains("verified: sip:alice@example.com, msec");
        }
        var text = Files.readString(message, StandardCharsets.ISO_8859_1);
        Files.writeString(message, text.replace("sha-256 AA", "sha-256 AB"), StandardCharsets.ISO_8859_1);
        try (var bad = RunningBrandy.run(home, "passport", "verify", "--message", message.toString())) {
            assertThat(bad.exit()).as(bad.toString()).isEqualTo(4);
            assertThat(bad.out()).contains("refused: 438 Invalid Identity Header");
        }
    }

    @Test
    @DisplayName("decode names what is odd")
    void odd() throws Exception {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var token = encoder.encodeToString("{\"typ\":\"passport\", \"alg\":\"none\",\"x5u\":\"http://a\"}"
                        .getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString("{\"iat\":\"1\",\"mkey\":[]}".getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString(new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1});
        var file = Files.writeString(folder.resolve("token"), token);
        try (var run = RunningBrandy.run(folder, "passport", "decode", file.toString())) {
            assertThat(run.exit()).isZero();
            assertThat(String.join("\n", run.out()))
                    .contains("alg is 'none'", "whitespace", "canonical order", "x5u is 'http://a'")
                    .contains("iat is not an integer", "mkey", "signature in DER");
        }
    }

    @Test
    @DisplayName("wrong input is one line and exit code 2")
    void wrongInput() throws Exception {
        var home = People.alice(folder);
        var invite = invite().toString();
        var nothing = Files.writeString(folder.resolve("nothing"), "").toString();
        for (String[] wrong : new String[][] {
            {"verify", "--message", folder.resolve("none").toString()},
            {"verify", "--message", nothing},
            {"verify", "--message", invite, "--at", "yesterday"},
            {"verify", "--message", invite, "--trust", folder.resolve("none").toString()},
            {"sign", "--message", invite, "--as", "sip:carol@example.com"},
            {"sign", "--message", invite, "--as", People.ALICE, "--x5u", "a b"},
            {"decode", nothing}
        }) {
            var all = new java.util.ArrayList<String>();
            all.add("passport");
            all.addAll(java.util.List.of(wrong));
            try (var run = RunningBrandy.run(home, all.toArray(String[]::new))) {
                assertThat(run.exit()).as(run.toString()).isEqualTo(2);
                assertThat(run.err()).as(String.join(" ", wrong)).hasSize(1);
            }
        }
    }

    @Test
    @DisplayName("STIR-VS-03 a request without Identity: 428")
    void unsigned() throws Exception {
        var home = People.alice(folder);
        try (var run = RunningBrandy.run(home, "passport", "verify", "--message", invite().toString())) {
            assertThat(run.exit()).isEqualTo(4);
            assertThat(run.out()).contains("refused: 428 Use Identity Header");
        }
    }

    @Test
    @DisplayName("verify prints each step with its rule, the one that failed with the status, and the same as JSON")
    void steps() throws Exception {
        var home = People.alice(folder);
        var message = signed(home).toString();
        try (var stale =
                RunningBrandy.run(home, "passport", "verify", "--message", message, "--at", "2030-01-01T00:00:00Z")) {
            assertThat(stale.exit()).isEqualTo(4);
            assertThat(stale.out().getFirst()).isEqualTo("Identity 1");
            assertThat(stale.out())
                    .anyMatch(line -> line.matches("[✗!] date +RFC 8224 §6.2 step 4 .*: 403 Stale Date"));
            assertThat(stale.out()).anyMatch(line -> line.matches("[✓+] authority +RFC 8224 §8.4; RFC 8862 §4.1 .*"));
            assertThat(stale.out()).anyMatch(line -> line.matches("- signature +RFC 8224 §6.2 step 5 +not reached"));
        }
        try (var json = RunningBrandy.run(
                home, "passport", "verify", "--message", message, "--at", "2030-01-01T00:00:00Z", "--json")) {
            assertThat(json.exit()).isEqualTo(4);
            var line = EventLine.parse(json.out().getFirst());
            assertThat(line.name()).isEqualTo("passport.verified");
            assertThat(line.text("ok")).isEqualTo("false");
            assertThat(line.number("status")).isEqualTo(403);
            assertThat(line.text("reason")).isEqualTo("identity-stale");
        }
    }

    @Test
    @DisplayName("STIR-VS-17 verify fetches a certificate by https; offline it asks nobody: 436")
    void fetches() throws Exception {
        var home = People.alice(folder);
        var tls = TlsFiles.generate();
        var credential =
                Home.open(home).identities().get(People.ALICE).orElseThrow().credential();
        var anchors = Files.writeString(
                folder.resolve("tls.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(tls.chain().getFirst().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        try (var loop = new Loop("test");
                var server = CertificateServer.start(loop, tls, "localhost", 0)) {
            String url = server.uri(credential).orElseThrow();
            var message = folder.resolve("message.sip");
            try (var sign = RunningBrandy.run(
                    home, "passport", "sign", "--message", invite().toString(), "--as", People.ALICE, "--x5u", url)) {
                assertThat(sign.exit()).as(sign.toString()).isZero();
                Files.writeString(message, String.join("\r\n", sign.out()) + "\r\n", StandardCharsets.ISO_8859_1);
            }
            fetched(home, message, anchors);
            for (String option : new String[] {"--offline", "--tls-ca=" + anchors}) { // private addresses are not asked
                try (var bad = RunningBrandy.run(home, "passport", "verify", "--message", message.toString(), option)) {
                    assertThat(bad.exit()).as(bad.toString()).isEqualTo(4);
                    assertThat(bad.out()).contains("refused: 436 Bad Identity Info");
                }
            }
        }
    }

    /** A fetch may take five seconds; a machine that is too busy for that gets some more. */
    private static void fetched(Path home, Path message, Path anchors) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try (var good = RunningBrandy.run(
                    home,
                    "passport",
                    "verify",
                    "--message",
                    message.toString(),
                    "--fetch-private",
                    "--tls-ca",
                    anchors.toString())) {
                if (attempt < 4 && good.exit() == 4 && good.toString().contains("no answer within 5000 ms")) {
                    continue;
                }
                assertThat(good.exit()).as(good.toString()).isZero();
                assertThat(good.out()).contains("verified: sip:alice@example.com, msec");
                return;
            }
        }
    }
}
