package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.store.TlsFiles;

/** Calls between people whom an authority of their own vouches for, as whole processes. */
class CertifiedCallTest {
    private static final String CALLER = "sip:+12155551212@a.example;user=phone";
    private static final String CALLED = "tel:+12155551213";

    @TempDir
    Path folder;

    private Path ca;
    private Path alice;
    private Path bob;

    @BeforeEach
    void homes() throws Exception {
        ca = folder.resolve("ca");
        alice = folder.resolve("alice");
        bob = folder.resolve("bob");
        run(alice, "ca", "init", ca.toString(), "--domain", "example.com", "--tn-range", "+12155551200:100");
    }

    private static String run(Path home, String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(home, arguments)) {
            assertThat(brandy.exit()).as(brandy.toString()).isZero();
            return String.join("\n", brandy.out());
        }
    }

    private String issued(Path home, String aor) throws Exception {
        return run(home, "identity", "new", aor, "--from-ca", ca.toString());
    }

    private record Ended(RunningBrandy bob, RunningBrandy alice) {}

    private Ended call(String to, List<String> bobs, List<String> alices, int exit) throws Exception {
        var answering = new ArrayList<>(List.of(
                "answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "1", "--json", "--trust", ca.toString()));
        answering.addAll(bobs);
        try (var answer = RunningBrandy.start(bob, answering.toArray(String[]::new))) {
            var calling = new ArrayList<>(
                    List.of("call", to.replace("PORT", "" + answer.port()), "--json", "--for", "200ms"));
            calling.addAll(alices);
            try (var call = RunningBrandy.start(alice, calling.toArray(String[]::new))) {
                assertThat(call.exit()).as(call + "\n" + answer).isEqualTo(exit);
                assertThat(answer.exit()).as(answer.toString()).isZero();
                return new Ended(answer, call);
            }
        }
    }

    private static void certified(RunningBrandy side, String peer) {
        assertThat(side.security().text("level")).as(side.toString()).isEqualTo("confidential");
        assertThat(side.security().text("trust")).isEqualTo("ca");
        assertThat(side.security().text("peer")).isEqualTo(peer);
    }

    private Path pem(String name, String label, byte[] der) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                        + "-----\n");
    }

    @Test
    @DisplayName(
            "CRED-14 both have certificates of an authority that both trust: require-verified passes, by https, too")
    void domain() throws Exception {
        assertThat(issued(alice, "sip:alice@example.com")).contains("issued by CN=Brandy CA for sip:example.com");
        // one certificate for all of the domain
        issued(bob, "sip:example.com");
        TlsIdentity tls = TlsFiles.generate();
        var certificate = pem("tls.pem", "CERTIFICATE", tls.chain().getFirst().getEncoded());
        var key = pem("tls-key.pem", "PRIVATE KEY", tls.key().getEncoded());
        var ended = call(
                "sips:bob@127.0.0.1:PORT",
                List.of(
                        "--as",
                        "sip:bob@example.com",
                        "--publish",
                        "https:localhost:0",
                        "--cert",
                        certificate.toString(),
                        "--key",
                        key.toString(),
                        "--policy",
                        "require-verified"),
                List.of(
                        "--trust",
                        ca.resolve("ca.pem").toString(),
                        "--policy",
                        "require-verified",
                        "--tls-ca",
                        certificate.toString(),
                        "--fetch-private",
                        "--expect-identity",
                        "sip:bob@example.com"),
                0);
        certified(ended.alice(), "sip:bob@example.com");
        certified(ended.bob(), "sip:alice@example.com");
        assertThat(ended.bob().events("listening"))
                .anySatisfy(it -> assertThat(it.text("transport")).isEqualTo("https"));
    }

    @Test
    @DisplayName("CRED-09 CANON-09 one telephone number calls another, each shown as the number")
    void numbers() throws Exception {
        issued(alice, CALLER);
        issued(bob, CALLED);
        var ended = call(
                "sip:+12155551213@127.0.0.1:PORT;user=phone;transport=tls",
                List.of(),
                List.of("--trust", ca.toString(), "--policy", "require-verified"),
                0);
        certified(ended.alice(), "12155551213");
        certified(ended.bob(), "12155551212");
    }

    @Test
    @DisplayName("CANON-02 a number dialled as one does in its country is the same number to both")
    void nationally() throws Exception {
        issued(alice, CALLER);
        issued(bob, CALLED);
        var ended = call(
                "sip:2155551213@127.0.0.1:PORT;user=phone;transport=tls",
                List.of("--home-country", "US"),
                List.of("--home-country", "US", "--trust", ca.toString(), "--policy", "require-verified"),
                0);
        certified(ended.alice(), "12155551213");
        certified(ended.bob(), "12155551212");
    }

    @Test
    @DisplayName("ANON-03 whoever has the certificate of a domain may call as nobody of that domain")
    void nobodyOfTheDomain() throws Exception {
        issued(alice, "sip:example.com");
        issued(bob, "sip:bob@example.com");
        var ended = call(
                "sips:bob@127.0.0.1:PORT",
                List.of("--policy", "require-verified"),
                List.of("--from", "sip:anonymous@example.com", "--trust", ca.toString()),
                0);
        certified(ended.bob(), "sip:anonymous@example.com");
    }

    @Test
    @DisplayName("CRED-14 the certificate of an authority that the caller does not trust is refused")
    void untrusted() throws Exception {
        run(alice, "identity", "new", "sip:alice@example.com");
        issued(bob, "sip:bob@example.com");
        var ended = call("sips:bob@127.0.0.1:PORT", List.of(), List.of(), 4);
        assertThat(ended.alice().security().texts("reasons")).contains("credential-unsupported");
    }

    @Test
    @DisplayName("MSEC-26 who answers and is not the one expected is refused")
    void unexpected() throws Exception {
        issued(alice, "sip:alice@example.com");
        issued(bob, "sip:bob@example.com");
        var ended = call(
                "sips:bob@127.0.0.1:PORT",
                List.of(),
                List.of("--trust", ca.toString(), "--expect-identity", "sip:carol@example.com"),
                4);
        assertThat(ended.alice().security().texts("reasons")).contains("identity-unexpected");
    }
}
