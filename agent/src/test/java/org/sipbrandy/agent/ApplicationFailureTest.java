package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.sip.transport.Transport;

/** An application's exceptions are its own. */
@Timeout(60)
class ApplicationFailureTest {

    private static <T> T fault() {
        throw new IllegalStateException("the application's fault");
    }

    @Test
    @DisplayName("listeners and traces that throw cost the call nothing")
    void listenersThrow() throws Exception {
        try (var bob = Agents.answering("sip:bob@example.com", Transport.TLS, Agents.audio(), (c, e) -> fault())
                        .capture(traffic -> fault())
                        .start();
                var alice = Agents.of("sip:alice@example.com").start()) {
            var call = alice.call("sips:bob@127.0.0.1:" + Agents.port(bob), Agents.audio(), (c, e) -> fault());
            assertThat(call.awaitEstablished(Duration.ofSeconds(20)))
                    .hasValueSatisfying(it -> assertThat(it.level()).isEqualTo(Level.CONFIDENTIAL));
            call.hangUp();
            assertThat(call.awaitEnd(Duration.ofSeconds(5)))
                    .hasValueSatisfying(it -> assertThat(it.by()).isEqualTo(CallEvent.EndedBy.LOCAL));
        }
    }

    @Test
    @DisplayName("an application that throws when asked declines the call, and the next one is served")
    void decisionsThrow() throws Exception {
        var events = new Agents.Events();
        var asked = new java.util.concurrent.atomic.AtomicInteger();
        try (var bob = Agents.of("sip:bob@example.com")
                        .listen(Agents.loopback(Transport.TLS))
                        .incoming(
                                () -> asked.getAndIncrement() == 0
                                        ? fault()
                                        : new UserAgent.Answer(Agents.audio(), events),
                                call -> {
                                    if (asked.get() == 2) {
                                        fault();
                                    }
                                    call.accept();
                                })
                        .start();
                var alice = Agents.of("sip:alice@example.com").start()) {
            String to = "sips:bob@127.0.0.1:" + Agents.port(bob);
            for (int i = 0; i < 2; i++) {
                var refused = alice.call(to, Agents.audio(), (c, e) -> {});
                assertThat(refused.awaitEnd(Duration.ofSeconds(15)))
                        .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(480));
            }
            var call = alice.call(to, Agents.audio(), (c, e) -> {});
            assertThat(call.awaitEstablished(Duration.ofSeconds(20))).isPresent();
            call.hangUp();
        }
    }
}
