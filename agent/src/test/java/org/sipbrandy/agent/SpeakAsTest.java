package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.sip.transport.Transport;

/** Two agents over TCP, one of which has two identities. */
@Timeout(90)
class SpeakAsTest {
    private static final String CAROL = "sip:carol@example.com";

    @Test
    @DisplayName("CONN-12 another identity of the agent speaks on: the far end verifies and shows it")
    void anotherIdentity() throws Exception {
        var seen = new Agents.Events();
        try (var bob = Agents.answering("sip:bob@example.com", Transport.TCP, Agents.audio(), seen)
                        .start();
                var alice = Agents.of("sip:alice@example.com")
                        .identity(Identity.selfSigned(CAROL))
                        .start()) {
            var call = alice.call(
                    "sip:bob@127.0.0.1:" + Agents.port(bob) + ";transport=tcp", Agents.audio(), (c, e) -> {});
            assertThat(call.awaitEstablished(Duration.ofSeconds(20))).isPresent();
            seen.await(CallEvent.Established.class);
            call.speakAs(CAROL);
            var verdict = seen.await(CallEvent.SecurityChanged.class).verdict();
            assertThat(verdict.peer().orElseThrow().name()).isEqualTo(CAROL);
            assertThat(verdict.level()).isEqualTo(Level.CONFIDENTIAL);
            call.hangUp();
            assertThat(call.awaitEnd(Duration.ofSeconds(10))).isPresent();
        }
    }
}
