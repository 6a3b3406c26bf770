package org.sipbrandy.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;

/** The README's example, as it is compiled and run; {@link ReadmeExampleTest} holds the two together. */
final class ReadmeExample {
    private ReadmeExample() {}

    static Optional<CallEvent.Ended> run(String bob, AudioSource microphone, AudioSink speaker) throws Exception {
        // begin
        var alice = Identity.selfSigned("sip:alice@example.com"); // or Identity.load(home, aor)
        try (var agent = UserAgent.builder().identity(alice).start()) {
            var settings = CallSettings.of(Policy.REQUIRE, List.of(StreamKind.audio(List.of(Encoding.OPUS))))
                    .withAudio(microphone, speaker);
            Call call = agent.call(bob, settings, (c, event) -> System.out.println(event));
            call.awaitEstablished(Duration.ofSeconds(20)).ifPresent(it -> System.out.println(it.level()));
            call.hangUp();
            return call.awaitEnd(Duration.ofSeconds(5));
        }
        // end
    }
}
