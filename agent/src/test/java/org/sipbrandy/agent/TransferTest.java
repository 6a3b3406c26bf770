package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.sip.transport.Transport;

/** Three agents on loopback: hold, resume, and a call that is handed over. */
@Timeout(60)
class TransferTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What was told of all calls of an agent, and who they are. */
    private static final class Watched implements CallListener {
        private final List<CallEvent> events = new CopyOnWriteArrayList<>();
        private final List<Call> calls = new CopyOnWriteArrayList<>();

        @Override
        public void on(Call call, CallEvent event) {
            if (!calls.contains(call)) {
                calls.add(call);
            }
            events.add(event);
        }

        <T extends CallEvent> List<T> all(Class<T> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        void transferred(CallEvent.TransferState state) {
            await().atMost(PATIENCE)
                    .until(() -> all(CallEvent.Transfer.class).stream().anyMatch(it -> it.state() == state));
        }
    }

    private static UserAgent person(String aor, CallListener listener) throws Exception {
        return Agents.answering(
                        aor, Transport.TLS, Agents.audio().withTransfers(CallSettings.Transfers.FOLLOW), listener)
                .start();
    }

    private static String address(String user, UserAgent agent) {
        return "sips:" + user + "@127.0.0.1:" + Agents.port(agent);
    }

    private static void confidentialWith(Call call, String peer) {
        await().atMost(PATIENCE)
                .until(() -> call.verdict()
                        .filter(it -> it.level() == Level.CONFIDENTIAL)
                        .isPresent());
        assertThat(call.verdict().orElseThrow().peer().orElseThrow().name()).isEqualTo(peer);
    }

    @Test
    @DisplayName("hold and resume are told at both ends")
    void holdAndResume() throws Exception {
        var bobs = new Watched();
        var alices = new Watched();
        try (var bob = person("sip:bob@example.com", bobs);
                var alice = Agents.of("sip:alice@example.com").start()) {
            var call = alice.call(address("bob", bob), Agents.audio(), alices);
            assertThat(call.hold()).as("before it is answered").isFalse();
            assertThat(call.awaitEstablished(PATIENCE)).isPresent();
            await().atMost(PATIENCE).until(call::hold);
            await().atMost(PATIENCE).until(() -> bobs.all(CallEvent.Held.class).size() == 1);
            await().atMost(PATIENCE).until(call::resume);
            await().atMost(PATIENCE).until(() -> bobs.all(CallEvent.Held.class).size() == 2);
            await().atMost(PATIENCE)
                    .until(() -> alices.all(CallEvent.Held.class).size() == 2);
            assertThat(alices.all(CallEvent.Held.class)).allMatch(CallEvent.Held::local);
            assertThat(bobs.all(CallEvent.Held.class)).noneMatch(CallEvent.Held::local);
            alice.close();
            assertThat(call.hold()).as("after the end").isFalse();
        }
    }

    @Test
    @DisplayName("the guide shows the example that is compiled")
    void theSame() throws Exception {
        var source = Files.readString(Path.of("src/test/java/org/sipbrandy/agent/TransferExample.java"));
        var example = source.substring(source.indexOf("// begin\n") + "// begin\n".length(), source.indexOf("// end"))
                .stripIndent()
                .strip();
        var guide = Files.readString(Path.of("../docs/guide/calling.md"));
        int start = guide.indexOf("```java\n") + "```java\n".length();
        assertThat(guide.substring(start, guide.indexOf("```", start)).strip()).isEqualTo(example);
    }

    @Test
    @DisplayName("MSEC-19 a blind transfer over TLS: the one who follows talks to the third, by the same listener")
    void blind() throws Exception {
        var bobs = new Watched();
        var carols = new Watched();
        try (var bob = person("sip:bob@example.com", bobs);
                var carol = person("sip:carol@example.com", carols);
                var alice = Agents.of("sip:alice@example.com").start()) {
            var call = alice.call(address("bob", bob), Agents.audio(), (it, event) -> {});
            assertThat(call.awaitEstablished(PATIENCE)).isPresent();
            assertThat(call.transfer(address("carol", carol))).isTrue();
            assertThat(call.awaitEnd(PATIENCE).orElseThrow().reason()).startsWith("transferred to sips:carol@");
            bobs.transferred(CallEvent.TransferState.DONE);
            await().atMost(PATIENCE).until(() -> bob.calls().size() == 1);
            var next = bob.calls().getFirst();
            assertThat(next.follows()).contains(call.id());
            assertThat(next.incoming()).isFalse();
            assertThat(bobs.calls).contains(next);
            confidentialWith(next, "sip:carol@example.com");
            confidentialWith(carol.calls().getFirst(), "sip:bob@example.com");
            next.hangUp();
            await().atMost(PATIENCE).until(() -> carol.calls().isEmpty());
        }
    }

    @Test
    @DisplayName("MSEC-19 an attended transfer over TLS: Carol sees whose place is asked for, and takes it")
    void attended() throws Exception {
        var bobs = new Watched();
        var carols = new Watched();
        var asked = new CopyOnWriteArrayList<String>();
        var builder = Agents.of("sip:carol@example.com")
                .listen(Agents.loopback(Transport.TLS))
                .incoming(() -> new UserAgent.Answer(Agents.audio(), carols), call -> {
                    call.replaces().ifPresent(asked::add);
                    call.accept();
                });
        try (var bob = person("sip:bob@example.com", bobs);
                var carol = builder.start();
                var alice = Agents.of("sip:alice@example.com").start()) {
            var end = TransferExample.run(alice, Agents.audio(), address("bob", bob), address("carol", carol));
            assertThat(end.orElseThrow().reason()).startsWith("transferred to sips:carol@");
            await().atMost(PATIENCE).until(() -> alice.calls().isEmpty());
            assertThat(asked).containsExactly(carols.calls.getFirst().id());
            await().atMost(PATIENCE)
                    .until(() -> bob.calls().size() == 1 && carol.calls().size() == 1);
            confidentialWith(bob.calls().getFirst(), "sip:carol@example.com");
            confidentialWith(carol.calls().getFirst(), "sip:bob@example.com");
        }
    }
}
