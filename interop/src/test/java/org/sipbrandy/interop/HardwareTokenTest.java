package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signing key that never leaves its PKCS #11 token: SoftHSM, filled by the JDK's keytool. */
class HardwareTokenTest {
    private static final String ALICE = "sip:alice@example.com";
    private static final String PIN = "271828";
    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    @TempDir
    Path folder;

    private Host host;
    private Path pin;
    private String slot;

    @BeforeEach
    void token() throws Exception {
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Path settings = Files.writeString(
                folder.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        host = new Host("127.0.0.1", List.of("env", "SOFTHSM2_CONF=" + settings));
        pin = Files.writeString(folder.resolve("pin.txt"), PIN + "\n");
        run("softhsm2-util", "--init-token", "--free", "--label", "brandy", "--so-pin", "314159", "--pin", PIN);
        slot = run("softhsm2-util", "--show-slots").stream()
                .filter(line -> line.startsWith("Slot "))
                .map(line -> line.substring(5).strip())
                .findFirst()
                .orElseThrow();
        Path provider = Files.writeString(
                folder.resolve("pkcs11.cfg"), "name = SoftHSM\nlibrary = " + LIBRARY + "\nslot = " + slot + "\n");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                "NONE",
                "-storetype",
                "PKCS11",
                "-addprovider",
                "SunPKCS11",
                "-providerarg",
                provider.toString(),
                "-storepass",
                PIN,
                "-alias",
                "alice",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=Alice",
                "-ext",
                "san=uri:" + ALICE,
                "-validity",
                "30");
    }

    private List<String> run(String... command) {
        return Program.run(host, folder, List.of(command));
    }

    private List<String> importing(Path home, String... more) {
        var all = new ArrayList<>(List.of("identity", "import", ALICE, "--pkcs11", LIBRARY.toString()));
        all.addAll(List.of(more));
        return Brandy.command(home, all);
    }

    private void refused(int code, String word, List<String> command) {
        try (var program = Program.start(host, folder, command)) {
            assertThat(program.awaitExit()).as(program.transcript()).isEqualTo(code);
            assertThat(program.lines())
                    .singleElement()
                    .asString()
                    .contains(word)
                    .doesNotContain(PIN);
        }
    }

    @Test
    @DisplayName("a key in a token signs a confidential call, and is in no file")
    void call() throws Exception {
        Path alice = folder.resolve("alice");
        var said = Program.run(host, folder, importing(alice, "--slot", slot, "--pin-file", pin.toString()));
        assertThat(said).anySatisfy(line -> assertThat(line).contains("self-signed, for " + ALICE));
        try (var files = Files.walk(alice)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain("PRIVATE KEY").doesNotContain(PIN);
            }
        }
        Path bob = Brandy.home(folder, "sip:bob@example.com");
        try (var answering =
                        Brandy.start(Host.LOOPBACK, bob, "answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "1");
                var calling = Brandy.start(
                        host, alice, "call", "sips:bob@127.0.0.1:" + answering.port("tls"), "--for", "200ms")) {
            assertThat(calling.awaitExit()).as(calling.transcript()).isZero();
            assertThat(answering.awaitExit()).as(answering.transcript()).isZero();
            assertThat(answering.level()).isEqualTo("confidential");
            Map<String, Object> judged = answering.security().orElseThrow();
            assertThat(judged.get("peer")).isEqualTo(ALICE);
        }
    }

    @Test
    @DisplayName("a wrong PIN, none, another's name, another slot: one line each, and nothing is stored")
    void refusals() throws Exception {
        Path home = folder.resolve("home");
        Path wrong = Files.writeString(folder.resolve("wrong.txt"), "999999\n");
        refused(69, "PIN", importing(home, "--pin-file", wrong.toString()));
        refused(69, "--pin-file", importing(home));
        refused(69, "slot", importing(home, "--slot", "7", "--pin-file", pin.toString()));
        refused(69, "nobody", importing(home, "--key-label", "nobody", "--pin-file", pin.toString()));
        var another = new ArrayList<>(importing(home, "--pin-file", pin.toString()));
        another.replaceAll(word -> word.equals(ALICE) ? "sip:bob@example.com" : word);
        refused(2, "does not speak for", another);
        assertThat(Program.run(host, folder, Brandy.command(home, List.of("identity", "list"))))
                .isEmpty();
    }
}
