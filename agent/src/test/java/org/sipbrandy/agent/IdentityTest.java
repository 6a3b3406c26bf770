package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.agent.store.HomeException;

class IdentityTest {
    private static final String ALICE = "sip:alice@example.com";

    @TempDir
    Path home;

    @Test
    @DisplayName("what is stored is loaded with the same key, and read by its owner alone")
    void storedAndLoaded() throws Exception {
        var made = Identity.selfSigned(ALICE);
        made.store(home);
        var loaded = Identity.load(home, ALICE);
        assertThat(loaded.aor()).isEqualTo(ALICE);
        assertThat(loaded.credential().pin()).isEqualTo(made.credential().pin());
        try (var files = Files.walk(home)) {
            var key = files.filter(it -> it.endsWith("key.pem")).findFirst().orElseThrow();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @DisplayName("a stored identity is not written over, and one that is not there is one clear line")
    void notWrittenOver() {
        Identity.selfSigned(ALICE).store(home);
        var other = Identity.selfSigned(ALICE);
        assertThatThrownBy(() -> other.store(home))
                .isInstanceOf(HomeException.class)
                .hasMessageContaining("there is an identity " + ALICE + " already");
        assertThatThrownBy(() -> Identity.load(home, "sip:bob@example.com"))
                .isInstanceOf(HomeException.class)
                .hasMessageContaining("there is no identity sip:bob@example.com in ");
    }

    @Test
    @DisplayName("a credential of somebody else's is no identity")
    void ofSomebodyElse() {
        var mallory = Identity.selfSigned("sip:mallory@example.com").credential();
        assertThatThrownBy(() -> new Identity(ALICE, mallory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the certificate does not name " + ALICE);
    }
}
