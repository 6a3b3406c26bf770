package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.agent.Call;
import org.sipbrandy.agent.Identity;
import org.sipbrandy.agent.Listen;
import org.sipbrandy.agent.UserAgent;
import org.sipbrandy.agent.UserAgentBuilder;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Policy;

/** Bob is the program; Alice, who hands him on, and Carol are agents of the library. */
class FollowTransfersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private static CallSettings audio() {
        return CallSettings.of(Policy.REQUIRE, List.of(StreamKind.audio(List.of(Encoding.PCMU))));
    }

    private static UserAgentBuilder agent(String aor) {
        return UserAgent.builder().identity(Identity.selfSigned(aor));
    }

    private static UserAgent carol() throws Exception {
        return agent("sip:carol@example.com")
                .listen(Listen.parse("tls:127.0.0.1:0"))
                .incoming(() -> new UserAgent.Answer(audio(), (call, event) -> {}), Call::accept)
                .start();
    }

    @Test
    @DisplayName("answer --follow-transfers: the two calls are one of --max-calls, each told with its own Call-ID")
    void followed() throws Exception {
        var home = People.bob(folder);
        try (var carol = carol();
                var alice = agent("sip:alice@example.com").start();
                var bob = RunningBrandy.start(
                        home,
                        "answer",
                        "--listen",
                        "tls:127.0.0.1:0",
                        "--max-calls",
                        "1",
                        "--json",
                        "--follow-transfers")) {
            var call = alice.call("sips:bob@127.0.0.1:" + bob.port(), audio(), (it, event) -> {});
            assertThat(call.awaitEstablished(PATIENCE)).isPresent();
            assertThat(call.transfer("sips:carol@127.0.0.1:"
                            + carol.listening().getFirst().port()))
                    .isTrue();
            assertThat(call.awaitEnd(PATIENCE).orElseThrow().reason()).startsWith("transferred to");
            assertThat(carol.calls()).hasSize(1);
            carol.calls().getFirst().hangUp();
            assertThat(bob.exit()).as(bob.toString()).isZero();

            EventContract.holds(bob.events());
            var done = bob.events().stream()
                    .filter(event -> event.name().equals("call.transfer")
                            && event.text("state").equals("done"))
                    .findFirst()
                    .orElseThrow();
            assertThat(done.text("by")).isEqualTo("remote");
            assertThat(done.text("call")).isEqualTo(call.id());
            assertThat(bob.events().stream()
                            .filter(event -> event.name().equals("call.established"))
                            .map(event -> event.text("call")))
                    .containsExactly(call.id(), done.text("next"));
            assertThat(bob.events().stream()
                            .filter(event -> event.name().equals("call.ended"))
                            .map(event -> event.text("level")))
                    .containsExactly("confidential", "confidential");
        }
    }

    @Test
    @DisplayName("without the option a transfer is refused, and so is whoever asks for another call's place")
    void refused() throws Exception {
        var home = People.bob(folder);
        try (var carol = carol();
                var alice = agent("sip:alice@example.com").start();
                var bob = RunningBrandy.start(
                        home, "answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "2", "--json")) {
            var call = alice.call("sips:bob@127.0.0.1:" + bob.port(), audio(), (it, event) -> {});
            assertThat(call.awaitEstablished(PATIENCE)).isPresent();
            // Bob does not follow
            assertThat(call.transfer("sips:carol@127.0.0.1:"
                            + carol.listening().getFirst().port()))
                    .isTrue();
            // Dave does, into Alice's call with Bob, who does not let him
            try (var dave = agent("sip:dave@example.com")
                    .listen(Listen.parse("tls:127.0.0.1:0"))
                    .incoming(
                            () -> new UserAgent.Answer(
                                    audio().withTransfers(CallSettings.Transfers.FOLLOW), (it, event) -> {}),
                            Call::accept)
                    .start()) {
                var other = alice.call(
                        "sips:dave@127.0.0.1:" + dave.listening().getFirst().port(), audio(), (it, event) -> {});
                assertThat(other.awaitEstablished(PATIENCE)).isPresent();
                assertThat(other.transfer(call)).isTrue();
                bob.await("call.replacing", event -> event.text("replaces").equals(call.id()));
                bob.await("call.ended", event -> event.text("status").equals("603"));
                assertThat(call.awaitEnd(Duration.ofMillis(200))).isEmpty();
                assertThat(other.awaitEnd(Duration.ofMillis(200))).isEmpty();
            }
            assertThat(carol.calls()).isEmpty();
            call.hangUp();
            assertThat(bob.exit()).as(bob.toString()).isZero();
            assertThat(bob.events()).noneMatch(event -> event.name().equals("call.transfer"));
        }
    }
}
