package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls through the kernel's NATs and coturn. */
class NatTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("ICE-03 two hosts behind symmetric NATs speak through coturn, reached by UDP")
    void udp() {
        relayed(false, List.of("--stun", NattedLink.SERVER, "--turn", "turn:turn.test:3478?transport=udp"));
    }

    @Test
    @DisplayName("ICE-03 where no UDP passes they speak through coturn, reached by TCP")
    void tcp() {
        relayed(true, List.of("--stun", NattedLink.SERVER, "--turn", "turn:turn.test:3478?transport=tcp"));
    }

    @Test
    @DisplayName("ICE-03 where no UDP passes they speak through coturn, reached by TLS")
    void tls() {
        relayed(true, List.of("--turn", "turns:turn.test:5349"));
    }

    @Test
    @DisplayName("ICE-24 with relays only, nobody's own address is in a description or on the other side's event")
    void relayOnly() {
        relayed(false, List.of("--relay-only", "--turn", "turn:turn.test:3478?transport=udp"));
    }

    private void relayed(boolean withoutUdp, List<String> servers) {
        var certificates = new Certificates(folder);
        var alice = Brandy.home(folder, "sip:alice@brandy.example");
        var bob = Brandy.home(folder, "sip:bob@brandy.example");
        try (var link = NattedLink.open();
                var turn = Coturn.start(
                        link.server(), folder, certificates.issue("turn.test", "subjectAltName=DNS:turn.test"))) {
            if (withoutUdp) {
                link.dropUdp();
            }
            var options = new ArrayList<>(List.of("--ice-interface", "media", "--turn-user", Coturn.USER));
            options.addAll(
                    List.of("--turn-password-file", Coturn.password(folder).toString()));
            options.addAll(List.of("--tls-ca", certificates.authority().toString()));
            options.addAll(servers);
            var answer =
                    new ArrayList<>(List.of("answer", "--listen", "tcp:10.99.0.2:0", "--echo", "--max-calls", "1"));
            answer.addAll(options);
            try (var callee = Brandy.start(link.callee(), bob, answer.toArray(String[]::new))) {
                var call = new ArrayList<>(
                        List.of("call", "sip:bob@10.99.0.2:" + callee.port("tcp") + ";transport=tcp", "--for", "2s"));
                call.addAll(options);
                try (var caller = Brandy.start(link.caller(), alice, call.toArray(String[]::new))) {
                    assertThat(caller.awaitExit())
                            .as(() -> caller.transcript() + callee.transcript() + turn.transcript())
                            .isZero();
                    assertThat(caller.level()).isEqualTo("confidential");
                    var established = caller.await("call.established");
                    String pair = established.get("local_candidate") + " " + established.get("remote_candidate");
                    assertThat(pair).contains("relay " + NattedLink.SERVER);
                    if (servers.contains("--relay-only")) {
                        assertThat(caller.transcript()).doesNotContain("10.2.0.2", "198.51.102.2");
                        assertThat(callee.transcript()).doesNotContain("10.1.0.2", "198.51.101.2");
                    }
                }
                assertThat(callee.awaitExit()).as(callee.transcript()).isZero();
            }
        }
    }

    @Test
    @DisplayName("ICE-23 where nothing works the call fails ten seconds after the answer, and says what was tried")
    void nothing() {
        var alice = Brandy.home(folder, "sip:alice@brandy.example");
        var bob = Brandy.home(folder, "sip:bob@brandy.example");
        var options = List.of("--ice-interface", "media", "--stun", NattedLink.SERVER);
        var answer = new ArrayList<>(List.of("answer", "--listen", "tcp:10.99.0.2:0", "--max-calls", "1"));
        answer.addAll(options);
        try (var link = NattedLink.open();
                var callee = Brandy.start(link.callee(), bob, answer.toArray(String[]::new))) {
            var call = new ArrayList<>(List.of("call", "sip:bob@10.99.0.2:" + callee.port("tcp") + ";transport=tcp"));
            call.addAll(options);
            try (var caller = Brandy.start(link.caller(), alice, call.toArray(String[]::new))) {
                var ended = caller.await("call.ended");
                var answered = caller.events("call.step").stream()
                        .filter(step -> "answer-received".equals(step.get("step")))
                        .findFirst()
                        .orElseThrow();
                assertThat(Duration.between(time(answered), time(ended)))
                        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(12));
                assertThat(caller.awaitExit()).as(caller.transcript()).isEqualTo(5);
                assertThat(caller.reasons().toString()).contains("ice-failed");
                assertThat(caller.transcript() + callee.transcript())
                        .contains("no answer on any pair of addresses, from host 10.")
                        .contains("; stun 203.0.113.3:3478: no answer in time");
            }
        }
    }

    private static Instant time(Map<String, Object> event) {
        return Instant.parse(String.valueOf(event.get("time")));
    }
}
