package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sip.transport.Transport;

/** An application that makes and reads RTP payloads itself, beside audio that is ours. */
@Timeout(60)
class ApplicationStreamsTest {
    private static final int H264 = 99;
    private static final StreamKind AUDIO = StreamKind.audio(List.of(Encoding.PCMU));
    private static final StreamKind VIDEO = StreamKind.ofApplication(
            "video",
            List.of(PayloadFormat.of(H264, "H264", 90_000)
                    .withParameters("profile-level-id=42e01f;packetization-mode=1")));

    private record Frame(int type, boolean marker, long timestamp, String payload) {}

    /** What one end got. */
    private static final class Got {
        final ConcurrentLinkedQueue<Frame> video = new ConcurrentLinkedQueue<>();
        final AtomicInteger heard = new AtomicInteger();

        CallSettings settings(StreamKind... kinds) {
            AudioSink sink = (frame, rate) -> {
                for (short sample : frame) {
                    if (sample != 0) {
                        heard.incrementAndGet();
                        return;
                    }
                }
            };
            return CallSettings.of(Policy.REQUIRE, List.of(kinds))
                    .withAudio(
                            (frame, rate) -> {
                                java.util.Arrays.fill(frame, (short) 4000);
                                return frame.length;
                            },
                            sink)
                    .withTap((type, marker, number, timestamp, payload) ->
                            video.add(new Frame(type, marker, timestamp, new String(payload, StandardCharsets.UTF_8))));
        }
    }

    private static byte[] payload(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("MSEC-16 video payloads of the application pass in both directions beside audio, both protected")
    void videoBesideAudio() throws Exception {
        var atAlice = new Got();
        var atBob = new Got();
        var bobs = new Agents.Events();
        var messages = new SipLog();
        try (var bob = Agents.answering("sip:bob@example.com", Transport.TLS, atBob.settings(AUDIO, VIDEO), bobs)
                        .capture(messages)
                        .start();
                var alice = Agents.of("sip:alice@example.com").start()) {
            var call =
                    alice.call("sips:bob@127.0.0.1:" + Agents.port(bob), atAlice.settings(AUDIO, VIDEO), (c, e) -> {});
            assertThat(call.awaitEstablished(Duration.ofSeconds(15)))
                    .hasValueSatisfying(it -> assertThat(it.level()).isEqualTo(Level.CONFIDENTIAL));
            bobs.await(CallEvent.Established.class);
            var answering = bob.calls().getFirst();

            call.send(1, H264, true, 90_000L, payload("frame of alice"));
            answering.send(1, H264, false, 0xffff_ffffL, payload("frame of bob"));
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                assertThat(atBob.video).containsExactly(new Frame(H264, true, 90_000L, "frame of alice"));
                assertThat(atAlice.video).containsExactly(new Frame(H264, false, 0xffff_ffffL, "frame of bob"));
                assertThat(atBob.heard).hasPositiveValue();
                assertThat(atAlice.heard).hasPositiveValue();
            });
            assertThat(messages.texts())
                    .anyMatch(it -> it.startsWith("INVITE")
                            && it.contains("m=video")
                            && it.contains("a=fmtp:99 profile-level-id=42e01f;packetization-mode=1"))
                    .allMatch(it -> !it.contains("m=video") || it.split("a=fingerprint", -1).length == 3);
            call.hangUp();
            assertThat(call.awaitEnd(Duration.ofSeconds(5))).isPresent();
        }
    }

    @Test
    @DisplayName("a far end without video rejects that stream alone; audio is confidential and video goes nowhere")
    void videoRejected() throws Exception {
        var atAlice = new Got();
        var atBob = new Got();
        var bobs = new Agents.Events();
        var messages = new SipLog();
        try (var bob = Agents.answering("sip:bob@example.com", Transport.TLS, atBob.settings(AUDIO), bobs)
                        .start();
                var alice = Agents.of("sip:alice@example.com").capture(messages).start()) {
            var call =
                    alice.call("sips:bob@127.0.0.1:" + Agents.port(bob), atAlice.settings(AUDIO, VIDEO), (c, e) -> {});
            assertThat(call.awaitEstablished(Duration.ofSeconds(15)))
                    .hasValueSatisfying(it -> assertThat(it.level()).isEqualTo(Level.CONFIDENTIAL));
            assertThat(messages.texts()).anyMatch(it -> it.startsWith("SIP/2.0 183") && it.contains("m=video 0 "));
            call.send(1, H264, true, 90_000L, payload("nobody wants it"));
            await().atMost(Duration.ofSeconds(5)).until(() -> atBob.heard.get() > 10 && atAlice.heard.get() > 10);
            assertThat(atBob.video).isEmpty();
            call.hangUp();
            assertThat(call.awaitEnd(Duration.ofSeconds(5)))
                    .hasValueSatisfying(it -> assertThat(it.verdict().level()).isEqualTo(Level.CONFIDENTIAL));
        }
    }
}
