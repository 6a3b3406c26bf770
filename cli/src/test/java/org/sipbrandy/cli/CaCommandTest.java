package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.stir.credential.CertificateChain;

/** {@code brandy ca} from outside, and what it issues taken by {@code brandy identity import}. */
class CaCommandTest {
    private static final String ALICE = "sip:alice@example.com";

    @TempDir
    Path folder;

    private String run(String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(folder.resolve("home"), arguments)) {
            assertThat(brandy.exit()).as(brandy.toString()).isZero();
            return String.join("\n", brandy.out());
        }
    }

    private String fails(String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(folder.resolve("home"), arguments)) {
            return brandy.failedWith(2);
        }
    }

    @Test
    @DisplayName("CRED-13 an authority issues what is its own, and nothing else")
    void issues() throws Exception {
        String ca = folder.resolve("ca").toString();
        run("ca", "init", ca, "--domain", "example.com", "--tn", "+1 (215) 555-1212");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(ca, "ca-key.pem"))))
                .isEqualTo("rw-------");
        assertThat(run("ca", "issue", ca, "--tn", "+12155551212")).contains("12155551212");
        var issued = Path.of(ca, "issued", "12155551212");
        var chain = CertificateChain.parse(Files.readAllBytes(issued.resolve("cert.pem")));
        assertThat(chain.signer().holders()).isEqualTo("12155551212");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(issued.resolve("key.pem"))))
                .isEqualTo("rw-------");
        assertThat(fails("ca", "issue", ca, "--tn", "+12155551213")).contains("may not give");
        assertThat(fails("ca", "issue", ca, "sip:alice@evil.example")).contains("sip:alice@evil.example");
        assertThat(fails("ca", "issue", ca, "--tn-range", "+12155551212")).contains("range");
        assertThat(fails("ca", "issue", ca)).contains("--tn");
        assertThat(fails("ca", "init", ca, "--domain", "example.com")).contains("already");
        assertThat(fails("ca", "init", ca + 2, "--domain", "a b")).contains("'a b'");
        assertThat(fails("ca", "issue", ca + 2, ALICE)).contains("ca init");
    }

    @Test
    @DisplayName("CRED-01 what was issued is imported, as PEM and as PKCS#12 with a passphrase")
    void imported() throws Exception {
        String ca = folder.resolve("ca").toString();
        var out = folder.resolve("out");
        run("ca", "init", ca, "--domain", "example.com");
        run("ca", "issue", ca, ALICE, "--out", out.toString());
        var certificate = out.resolve("cert.pem");
        var key = out.resolve("key.pem");
        assertThat(fails(
                        "identity",
                        "import",
                        "sip:bob@example.com",
                        "--cert",
                        certificate.toString(),
                        "--key",
                        key.toString()))
                .contains("does not speak for");
        String shown = run("identity", "import", ALICE, "--cert", certificate.toString(), "--key", key.toString());
        assertThat(shown).contains("issued by", ALICE);
        run("identity", "delete", ALICE);

        var p12 = folder.resolve("alice.p12");
        var tls = org.sipbrandy.agent.store.TlsFiles.load(certificate, key);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate parsed = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate)));
        store.setKeyEntry("alice", tls.key(), "secret".toCharArray(), new Certificate[] {parsed});
        try (var file = Files.newOutputStream(p12)) {
            store.store(file, "secret".toCharArray());
        }
        var right = Files.writeString(folder.resolve("right"), "secret\n").toString();
        var wrong = Files.writeString(folder.resolve("wrong"), "guess\n").toString();
        assertThat(fails("identity", "import", ALICE, "--key", p12.toString())).contains("--passphrase-file");
        assertThat(fails("identity", "import", ALICE, "--key", p12.toString(), "--passphrase-file", wrong))
                .contains("passphrase is wrong");
        assertThat(run("identity", "import", ALICE, "--key", p12.toString(), "--passphrase-file", right))
                .isEqualTo(shown);
    }
}
