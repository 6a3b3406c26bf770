package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong input from outside: one clear line on stderr, the documented exit code, and nothing on stdout. */
class WrongInputTest {
    @TempDir
    static Path shared;

    private static Path home;

    @TempDir
    Path folder;

    @BeforeAll
    static void files() throws IOException {
        home = People.alice(shared);
        Files.writeString(shared.resolve("text.wav"), "not sound at all, but long enough to be looked at closely");
        Files.createFile(shared.resolve("empty.wav"));
        Files.createDirectory(shared.resolve("directory"));
    }

    /** A command, and words that the line has to have. {@code @} is the folder of the files. */
    private record Wrong(String command, String words) {
        @Override
        public String toString() {
            return command;
        }
    }

    static Stream<Wrong> usage() {
        return Stream.of(
                new Wrong("nonsense", "nonsense"),
                new Wrong("--log-level loud identity list", "loud|off, error"),
                new Wrong("call", "URI"),
                new Wrong("call bob", "'bob'|sips:bob@example.com"),
                new Wrong("call sip:", "'sip:'"),
                new Wrong("call sip:bob@127.0.0.1:99999", "99999"),
                new Wrong("call sip:bob@127.0.0.1 --no-such-option", "--no-such-option"),
                new Wrong("call sip:bob@127.0.0.1 --policy nonsense", "'nonsense'|require-verified"),
                new Wrong("call sip:bob@127.0.0.1 --codec mp3", "'mp3'|opus"),
                new Wrong("call sip:bob@127.0.0.1 --for tomorrow", "'tomorrow'|5s"),
                new Wrong("call sip:bob@127.0.0.1 --for -5s", "-5s"),
                new Wrong("call sip:bob@127.0.0.1 --transport pigeon", "'pigeon'|tls"),
                new Wrong("call sip:bob@127.0.0.1 --from sip:nobody@example.com", "nobody@example.com|identity new"),
                new Wrong("call sip:bob@127.0.0.1 --from nobody", "'nobody'"),
                new Wrong("call sip:bob@127.0.0.1 --outbound-proxy nonsense", "'nonsense'"),
                new Wrong("call sip:bob@127.0.0.1 --play @/missing.wav", "missing.wav"),
                new Wrong("call sip:bob@127.0.0.1 --play @/directory", "directory"),
                new Wrong("call sip:bob@127.0.0.1 --play @/text.wav", "text.wav|WAV"),
                new Wrong("call sip:bob@127.0.0.1 --play @/empty.wav", "empty.wav|WAV"),
                new Wrong("call sip:bob@127.0.0.1 --tls-ca @/missing.pem", "missing.pem"),
                new Wrong("call sip:bob@127.0.0.1 --tls-ca @/text.wav", "text.wav"),
                new Wrong("call sip:bob@127.0.0.1 --record @/missing/heard.wav", "missing/heard.wav"),
                new Wrong("call sip:bob@127.0.0.1 --trace-sip @/directory", "directory"),
                new Wrong("call sip:bob@127.0.0.1 --user bob", "--user|--password-file"),
                new Wrong("call sip:bob@127.0.0.1 --user bob --password-file @/missing", "missing"),
                new Wrong("call sip:bob@127.0.0.1 --user bob --password-file @/empty.wav", "empty.wav|password"),
                new Wrong("call sip:bob@127.0.0.1 --user b:b --password-file @/text.wav", "'b:b'|colon"),
                new Wrong("answer --register nonsense", "--register|'nonsense'"),
                new Wrong("answer --register sip:127.0.0.1 --expires 1s", "'1s'|10s"),
                new Wrong("answer --listen nonsense", "'nonsense'|tls:127.0.0.1:5061"),
                new Wrong("answer --listen tls:127.0.0.1:99999", "99999"),
                new Wrong("answer --listen tls:nobody:5061", "nobody"),
                new Wrong("answer --cert @/text.wav", "--key"),
                new Wrong("answer --cert @/text.wav --key @/text.wav", "text.wav"),
                new Wrong("answer --update never", "'never'|early"),
                new Wrong("answer --max-calls many", "many"),
                new Wrong("answer --as sip:nobody@example.com", "nobody@example.com"),
                new Wrong("answer --record @/missing/heard.wav", "missing/heard.wav"),
                new Wrong("demo --scenario nonsense", "'nonsense'|--scenario list"),
                new Wrong("demo --keep @/text.wav", "text.wav"),
                new Wrong("completion tcsh", "'tcsh'|bash"));
    }

    @ParameterizedTest
    @DisplayName("exit code 2, and a line that says what was wrong")
    @MethodSource("usage")
    void isSaidInOneLine(Wrong wrong) throws Exception {
        var arguments = Arrays.stream(wrong.command().split(" "))
                .map(it -> it.replace("@/", shared + "/"))
                .toArray(String[]::new);
        try (var brandy = RunningBrandy.start(home, arguments)) {
            String line = brandy.failedWith(2);
            for (String word : wrong.words().split("\\|")) {
                assertThat(line).contains(word);
            }
            assertThat(brandy.out()).isEmpty();
        }
    }

    @Test
    @DisplayName("a port in use: exit code 69, and the line names it")
    void portInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                var bob = RunningBrandy.start(home, "answer", "--listen", "tcp:127.0.0.1:" + taken.getLocalPort())) {
            assertThat(bob.failedWith(69)).contains("tcp:127.0.0.1:" + taken.getLocalPort(), "in use");
        }
    }

    private static void broken(Path where, String words) throws Exception {
        for (String command : new String[] {"identity list", "call sip:bob@127.0.0.1:9;transport=tcp"}) {
            try (var brandy = RunningBrandy.start(where, command.split(" "))) {
                assertThat(brandy.failedWith(2)).contains(words.split("\\|"));
            }
        }
    }

    private static Path file(Path home, String name) throws IOException {
        try (var all = Files.walk(home)) {
            return all.filter(it -> it.getFileName().toString().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    @DisplayName("a key that others may read is refused, and the line says how to mend it")
    void readableKey() throws Exception {
        var bob = People.bob(folder);
        Files.setPosixFilePermissions(file(bob, "key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        broken(bob, "key.pem|chmod 600");
    }

    @Test
    @DisplayName("a key cut short, one that cannot be read, one of somebody else")
    void brokenKey() throws Exception {
        var bob = People.bob(folder);
        var key = file(bob, "key.pem");
        String pem = Files.readString(key);
        Files.writeString(key, pem.substring(0, pem.length() / 2));
        broken(bob, "identities");
        Files.delete(key);
        Files.createDirectory(key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rwx------"));
        broken(bob, "key.pem");
        Files.delete(key);
        Files.copy(file(People.home(folder, "carol", "sip:carol@example.com"), "key.pem"), key);
        broken(bob, "identities");
    }

    @Test
    @DisplayName("an identity whose certificate or name is damaged")
    void damagedIdentity() throws Exception {
        var bob = People.bob(folder);
        String pem = Files.readString(file(bob, "cert.pem"));
        Files.writeString(file(bob, "cert.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        broken(bob, "identities");
        Files.writeString(file(bob, "cert.pem"), pem);
        Files.delete(file(bob, "cert.pem"));
        broken(bob, "cert.pem");
    }

    @Test
    @DisplayName("no identity yet, and two of them: the line says what to do")
    void whichIdentity() throws Exception {
        var empty = folder.resolve("empty");
        try (var brandy = RunningBrandy.start(empty, "call", "sip:bob@127.0.0.1")) {
            assertThat(brandy.failedWith(2)).contains("brandy identity new");
        }
        var two = People.home(folder, "two", "sip:a@example.com");
        org.sipbrandy.agent.store.Home.open(two).identities().create("sip:b@example.com", java.time.Duration.ofDays(1));
        try (var brandy = RunningBrandy.start(two, "call", "sip:bob@127.0.0.1")) {
            assertThat(brandy.failedWith(2)).contains("2 identities", "--from");
        }
    }

    @Test
    @DisplayName("a home that cannot be written: a file in its place, and a place where nothing can be made")
    void homeNotWritable() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        for (Path place : new Path[] {file, file.resolve("home"), Path.of("/proc/brandy")}) {
            try (var brandy = RunningBrandy.start(place, "identity", "new", "sip:a@example.com")) {
                assertThat(brandy.failedWith(2)).contains("folder " + place);
            }
        }
    }

    @Test
    @DisplayName("a damaged database of known peers: no call without it")
    void damagedDatabase() throws Exception {
        var bob = People.bob(folder);
        Files.writeString(bob.resolve("brandy.db"), "this is not a database, however long it may be ".repeat(100));
        for (String command : new String[] {"trust list", "call sip:bob@127.0.0.1:9;transport=tcp"}) {
            try (var brandy = RunningBrandy.start(bob, command.split(" "))) {
                assertThat(brandy.failedWith(2)).contains("brandy.db");
            }
        }
    }
}
