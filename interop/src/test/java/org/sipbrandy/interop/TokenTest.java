package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and certificates between us, OpenSSL and secsipidx, each verifying what the other made. */
class TokenTest {
    private static final String ALICE = "sip:alice@brandy.example";
    private static final String X5U = "https://brandy.example/alice.cer";

    @TempDir
    private Path folder;

    private Path home;
    private Path invite;

    @BeforeEach
    void identity() throws IOException {
        home = Brandy.home(folder, ALICE);
        invite = Files.writeString(folder.resolve("invite.sip"), Requests.invite(ALICE));
    }

    private List<String> run(String... command) {
        return Program.run(Host.LOOPBACK, folder, List.of(command));
    }

    private Path publicKey() {
        var certificate = folder.resolve("alice.pem").toString();
        Brandy.run(home, "identity", "export", ALICE, "--cert", certificate);
        var key = folder.resolve("alice.pub");
        run("openssl", "x509", "-in", certificate, "-noout", "-pubkey", "-out", key.toString());
        return key;
    }

    /** The Identity value that sign makes. */
    private String signed(String... options) {
        var command = new java.util.ArrayList<>(
                List.of("passport", "sign", "--as", ALICE, "--x5u", X5U, "--message", invite.toString()));
        command.addAll(List.of(options));
        return Brandy.run(home, command.toArray(String[]::new)).stream()
                .filter(line -> line.startsWith("Identity: "))
                .findFirst()
                .orElseThrow()
                .substring("Identity: ".length());
    }

    /** RFC 3279 §2.2.3: two integers in a sequence, as OpenSSL takes a signature, from the two numbers of a token. */
    private static byte[] der(byte[] plain) {
        var body = new ByteArrayOutputStream();
        for (int at = 0; at < 64; at += 32) {
            byte[] number = new BigInteger(1, Arrays.copyOfRange(plain, at, at + 32)).toByteArray();
            body.write(2);
            body.write(number.length);
            body.writeBytes(number);
        }
        var all = new ByteArrayOutputStream();
        all.write(0x30);
        all.write(body.size());
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    @Test
    @DisplayName("PASS-02 OpenSSL verifies the signature of our token over its own octets, and no other")
    void openSslVerifies() throws IOException {
        String token = signed().substring(0, signed().indexOf(';'));
        int dot = token.lastIndexOf('.');
        var input = Files.writeString(folder.resolve("input"), token.substring(0, dot));
        var signature = Files.write(
                folder.resolve("signature"), der(Base64.getUrlDecoder().decode(token.substring(dot + 1))));
        var command = List.of(
                "openssl",
                "dgst",
                "-sha256",
                "-verify",
                publicKey().toString(),
                "-signature",
                signature.toString(),
                input.toString());
        assertThat(Program.run(Host.LOOPBACK, folder, command)).containsExactly("Verified OK");
        Files.writeString(input, token.substring(0, dot) + "A");
        try (var other = Program.start(Host.LOOPBACK, folder, command)) {
            assertThat(other.awaitExit()).isNotZero();
        }
    }

    @Test
    @DisplayName(
            "CRED-01 CRED-04 OpenSSL reads our certificate: P-256, the URI as its alternative name, signed by itself")
    void openSslReads() {
        publicKey();
        var text = run("openssl", "x509", "-in", folder.resolve("alice.pem").toString(), "-noout", "-text");
        assertThat(text).anyMatch(line -> line.contains("URI:" + ALICE)).anyMatch(line -> line.contains("P-256"));
        var certificate = folder.resolve("alice.pem").toString();
        assertThat(run("openssl", "verify", "-check_ss_sig", "-CAfile", certificate, certificate))
                .containsExactly(certificate + ": OK");
    }

    @Test
    @DisplayName("CRED-04 OpenSSL reads the TNAuthList of a certificate for a number: DER, one [2] with its digits")
    void numbers() {
        String number = "tel:+12155551212";
        Brandy.run(home, "identity", "new", number);
        var certificate = folder.resolve("number.pem").toString();
        Brandy.run(home, "identity", "export", number, "--cert", certificate);
        var parsed = run("openssl", "asn1parse", "-in", certificate);
        int at = 0;
        while (!parsed.get(at).contains("1.3.6.1.5.5.7.1.26")) { // RFC 8226 §9: id-pe-TNAuthList
            at++;
        }
        while (!parsed.get(at).contains("OCTET STRING")) {
            at++;
        }
        String offset = parsed.get(at).strip().split(":", 2)[0];
        var list = run("openssl", "asn1parse", "-in", certificate, "-strparse", offset);
        assertThat(list.getFirst()).contains("SEQUENCE");
        assertThat(list).anyMatch(line -> line.contains("cont [ 2 ]"));
        assertThat(list).anyMatch(line -> line.contains("IA5STRING") && line.endsWith(":12155551212"));
    }

    @Test
    @DisplayName(
            "secsipidx verifies our tokens with mky, baseline and with msec as a claim, and refuses them when a letter differs")
    void secsipidxVerifies() throws IOException {
        var key = publicKey().toString();
        for (String[] options : new String[][] {{"--baseline"}, {"--form", "claim"}}) {
            String identity = signed(options);
            assertThat(new String(Base64.getUrlDecoder().decode(identity.split("\\.")[1]), StandardCharsets.US_ASCII))
                    .contains("\"mky\":[{\"alg\":\"sha-256\"");
            assertThat(check(identity, key)).isZero();
            int payload = identity.indexOf('.') + 40;
            char other = identity.charAt(payload) == 'A' ? 'B' : 'A';
            assertThat(check(identity.substring(0, payload) + other + identity.substring(payload + 1), key))
                    .isNotZero();
        }
    }

    private int check(String identity, String key) throws IOException {
        var file = Files.writeString(folder.resolve("identity"), identity).toString();
        var command = List.of("secsipidx", "-check", "-fidentity", file, "-p", key, "-expire", "3600");
        try (var program = Program.start(Host.LOOPBACK, folder, command)) {
            return program.awaitExit();
        }
    }

    @Test
    @DisplayName("STIR-VS-14 we verify a token of secsipidx's with mky and URIs, and refuse it for another fingerprint")
    void weVerify() throws Exception {
        var certificates = new Certificates(folder);
        var pair = certificates.issue("alice", "subjectAltName=URI:" + ALICE, "keyUsage=critical,digitalSignature");
        String certificate = "cid:cert@brandy.example";
        var now = Instant.now();
        var header = Files.writeString(
                folder.resolve("header.json"),
                "{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"" + certificate + "\"}");
        var payload = Files.writeString(
                folder.resolve("payload.json"),
                "{\"dest\":{\"uri\":[\"sip:bob@brandy.example\"]},\"iat\":" + now.getEpochSecond()
                        + ",\"mky\":[{\"alg\":\"sha-256\",\"dig\":\"" + Requests.FINGERPRINT.replace(":", "")
                        + "\"}],\"orig\":{\"uri\":\"" + ALICE + "\"}}");
        String token = run(
                        "secsipidx",
                        "-sign",
                        "-fheader",
                        header.toString(),
                        "-fpayload",
                        payload.toString(),
                        "-k",
                        pair.key().toString())
                .getFirst();
        var message = folder.resolve("theirs.sip");
        Files.writeString(message, request(token, certificate, pair, now));
        var lines = Brandy.run(
                home,
                "passport",
                "verify",
                "--message",
                message.toString(),
                "--trust",
                certificates.authority().toString());
        assertThat(lines).contains("verified: " + ALICE + ", baseline");
        Files.writeString(
                message, Files.readString(message).replace("a=fingerprint:sha-256 AA", "a=fingerprint:sha-256 AB"));
        var refused = Brandy.run(
                4,
                home,
                "passport",
                "verify",
                "--message",
                message.toString(),
                "--trust",
                certificates.authority().toString());
        assertThat(refused).contains("refused: 438 Invalid Identity Header");
    }

    private static String request(String token, String certificate, Certificates.Pair pair, Instant now)
            throws IOException {
        String invite = Requests.invite(ALICE);
        String sdp = invite.substring(invite.indexOf("\r\n\r\n") + 4);
        String pem = Files.readString(pair.certificate())
                .replaceAll("-----[A-Z ]+-----", "")
                .strip()
                .replace("\n", "\r\n");
        String body = "--b\r\nContent-Type: application/sdp\r\n\r\n" + sdp
                + "\r\n--b\r\nContent-Type: application/pkix-cert\r\n"
                + "Content-ID: <" + certificate.substring(4) + ">\r\nContent-Transfer-Encoding: base64\r\n\r\n" + pem
                + "\r\n--b--\r\n";
        String date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(now);
        String head = invite.substring(0, invite.indexOf("Content-Type:"));
        return head + "Date: " + date + "\r\nIdentity: " + token + ";info=<" + certificate + ">;alg=ES256\r\n"
                + "Content-Type: multipart/mixed;boundary=b\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
