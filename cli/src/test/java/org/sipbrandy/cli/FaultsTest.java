package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.agent.Identity;
import org.sipbrandy.agent.Listen;
import org.sipbrandy.agent.UserAgent;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Policy;

class FaultsTest {
    private static final CallSettings AUDIO =
            CallSettings.of(Policy.REQUIRE, List.of(StreamKind.audio(List.of(Encoding.PCMU))));

    @Test
    @Timeout(30)
    @DisplayName("a display that fails, even for want of a class, ends its call and is told of at the end")
    void failingDisplay() throws Exception {
        var faults = new Faults();
        assertThatCode(faults::raise).doesNotThrowAnyException();
        try (var bob = UserAgent.builder()
                        .identity(Identity.selfSigned("sip:bob@brandy.example"))
                        .listen(Listen.parse("tcp:127.0.0.1:0"))
                        .incoming(() -> new UserAgent.Answer(AUDIO, (_, _) -> {}), call -> call.accept())
                        .start();
                var alice = UserAgent.builder()
                        .identity(Identity.selfSigned("sip:alice@brandy.example"))
                        .start()) {
            int port = bob.listening().getFirst().port();
            var ended = new CountDownLatch(1);
            var call = alice.call(
                    "sip:alice@brandy.example",
                    "sip:bob@127.0.0.1:" + port + ";transport=tcp",
                    AUDIO,
                    (handle, event) -> {
                        faults.guard(handle, () -> {
                            throw new ExceptionInInitializerError("no such resource");
                        });
                        if (event instanceof CallEvent.Ended) {
                            ended.countDown();
                        }
                    });
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(call.awaitEnd(java.time.Duration.ofSeconds(5))).isNotEqualTo(Optional.empty());
        }
        assertThatThrownBy(faults::raise).hasRootCauseInstanceOf(ExceptionInInitializerError.class);
    }
}
