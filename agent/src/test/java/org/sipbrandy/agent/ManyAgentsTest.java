package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.sip.transport.Transport;

/** Many agents in one process share nothing, and leave nothing. */
@Timeout(90)
class ManyAgentsTest {

    @Test
    @DisplayName("four agents in one process call each other, all at once")
    void fourAgents() throws Exception {
        var agents = new ArrayList<UserAgent>();
        try {
            for (int i = 0; i < 4; i++) {
                agents.add(Agents.answering(
                                "sip:user" + i + "@example.com", Transport.TLS, Agents.audio(), (call, event) -> {})
                        .start());
            }
            var calls = new ArrayList<Call>();
            for (int from = 0; from < 4; from++) {
                for (int to = 0; to < 4; to++) {
                    if (from != to) {
                        calls.add(agents.get(from)
                                .call(
                                        "sips:user" + to + "@127.0.0.1:" + Agents.port(agents.get(to)),
                                        Agents.audio(),
                                        (call, event) -> {}));
                    }
                }
            }
            for (Call call : calls) {
                assertThat(call.awaitEstablished(Duration.ofSeconds(30)))
                        .hasValueSatisfying(it -> assertThat(it.level()).isEqualTo(Level.CONFIDENTIAL));
            }
            assertThat(agents).allSatisfy(agent -> assertThat(agent.calls()).hasSize(6));
            calls.forEach(Call::hangUp);
            for (Call call : calls) {
                assertThat(call.awaitEnd(Duration.ofSeconds(10))).isPresent();
            }
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(agents)
                            .allSatisfy(agent -> assertThat(agent.calls()).isEmpty()));
        } finally {
            agents.forEach(UserAgent::close);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("close() in the middle of a call ends it in order and leaves no thread and no socket")
    void closeLeavesNothing() throws Exception {
        callAndClose(); // what the platform keeps for good is there now
        var threads = threads();
        var sockets = sockets();
        callAndClose();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(sockets()).isSubsetOf(sockets);
            assertThat(threads()).isSubsetOf(threads);
        });
    }

    private static void callAndClose() throws Exception {
        var events = new Agents.Events();
        try (var bob = Agents.answering("sip:bob@example.com", Transport.TLS, Agents.audio(), events)
                .start()) {
            try (var alice = Agents.of("sip:alice@example.com").start()) {
                var call = alice.call("sips:bob@localhost:" + Agents.port(bob), Agents.audio(), (c, event) -> {});
                assertThat(call.awaitEstablished(Duration.ofSeconds(20))).isPresent();
                alice.close();
                assertThat(call.awaitEnd(Duration.ofSeconds(5))).isPresent();
                alice.close(); // harmless
            }
            assertThat(events.await(CallEvent.Ended.class).by()).isEqualTo(CallEvent.EndedBy.REMOTE);
        }
    }

    /** Those of agents; the JVM's own come and go as it likes. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool") // carriers of virtual threads
                        && !thread.getName().startsWith("awaitility")
                        && thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("InnocuousThreadGroup")
                        && !thread.getThreadGroup().getName().equals("system"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<String> sockets() throws IOException {
        var open = new HashSet<String>();
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            for (Path file : List.copyOf(files.toList())) {
                try {
                    String target = Files.readSymbolicLink(file).toString();
                    if (target.startsWith("socket:")) {
                        open.add(target);
                    }
                } catch (IOException _) {
                    // closed meanwhile
                }
            }
        }
        return open;
    }
}
