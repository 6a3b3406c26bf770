package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.audio.RecordingComparison;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.audio.wav.WavReader;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;

/** Two agents in one process, over real sockets. */
@Timeout(60)
class CallTest {
    private static final int ATTEMPTS = 5;
    private static final double FIT_MILLIS = 60;

    private static final int SPEECH_FRAMES = 311;

    @TempDir
    Path folder;

    private static UserAgentBuilder agent(String aor) throws Exception {
        var credential = Credential.selfSigned(
                aor, new java.security.SecureRandom(), Instant.now().minusSeconds(60), Duration.ofDays(1));
        return UserAgent.builder()
                .identities(List.of(aor), CredentialStore.of(credential))
                .tls(TlsFiles.generate());
    }

    private static CallSettings settings(Encoding encoding) {
        return CallSettings.of(Policy.REQUIRE, List.of(StreamKind.audio(List.of(encoding))));
    }

    private static short[] speech() throws IOException {
        try (var in = Files.newInputStream(Path.of("../cli/src/main/resources/org/sipbrandy/cli/demo/alice.wav"))) {
            return WavReader.readAll(in, 16_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"PCMU", "G722", "OPUS"})
    @DisplayName("MSEC-16 MSEC-17 a confidential call over TLS is heard as it was said")
    void confidentialAndHeard(Encoding encoding) throws Exception {
        WarmUp.run(encoding);
        // Audio in real time wants a machine that runs: a call during which it stood still for longer than a jitter
        // buffer is there for says nothing of us, and is held once more.
        double stood = Double.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && stood > FIT_MILLIS; attempt++) {
            try (var standstill = new Standstill()) {
                var heard = call(encoding, attempt);
                stood = standstill.longestMillis();
                System.out.printf("%s: %s; the machine stood still for %.0f ms%n", encoding, heard, stood);
                if (stood <= FIT_MILLIS) {
                    heard.isAsSaid();
                }
            }
        }
        assertThat(stood).as("the machine stands still too long for audio").isLessThanOrEqualTo(FIT_MILLIS);
    }

    /** What was heard, and by the clock how long it took from one end to the other. */
    private record Heard(RecordingComparison comparison, double fromMouthToEarMillis) {
        void isAsSaid() {
            assertThat(comparison.correlation()).isGreaterThanOrEqualTo(0.9);
            assertThat(comparison.longestGapMillis()).isLessThanOrEqualTo(20);
            assertThat(comparison.largestDelayMillis()).isLessThanOrEqualTo(200);
            assertThat(fromMouthToEarMillis).isBetween(0.0, 200.0 + FIT_MILLIS);
        }
    }

    private Heard call(Encoding encoding, int attempt) throws Exception {
        var end = new CompletableFuture<CallEvent.Ended>();
        var recording = folder.resolve("bob-" + attempt + ".wav");
        var mouth = new Mouth(speech());
        var ear = new Ear(recording);
        try (ear;
                var bob = agent("sip:bob@example.com")
                        .listen(new Listen(Transport.TLS, IpAddress.parse("127.0.0.1"), 0))
                        .incoming(
                                () -> new UserAgent.Answer(
                                        settings(encoding).withAudio((frame, rate) -> 0, ear), (call, event) -> {
                                            if (event instanceof CallEvent.Ended it) {
                                                end.complete(it);
                                            }
                                        }),
                                Call::accept)
                        .start();
                var alice = agent("sip:alice@example.com").start()) {
            int port = bob.listening().getFirst().port();
            var seen = new ArrayList<CallEvent>();
            var call = alice.call(
                    "sip:alice@example.com",
                    "sips:bob@127.0.0.1:" + port,
                    settings(encoding).withAudio(mouth, (frame, rate) -> {}),
                    (c, event) -> seen.add(event));
            var established = call.awaitEstablished(Duration.ofSeconds(10));
            assertThat(established).as("%s", seen).isPresent();
            assertThat(established.get().level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(ear.heard.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(call.awaitEnd(Duration.ZERO))
                    .as("it goes on until somebody hangs up")
                    .isEmpty();
            call.hangUp();
            assertThat(call.awaitEnd(Duration.ofSeconds(3))).isPresent();
            assertThat(end.get(3, TimeUnit.SECONDS).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
        }
        assertThat(ear.recorder.failure()).isEmpty();
        try (var in = Files.newInputStream(recording)) {
            var comparison = RecordingComparison.of(speech(), WavReader.readAll(in, 16_000), 16_000);
            return new Heard(comparison, (ear.first - mouth.first) / 1e6 + comparison.delayMillis());
        }
    }

    /** Speaks, and notes when. */
    private static final class Mouth implements AudioSource {
        private final WavSource speech;
        private volatile long first;

        Mouth(short[] speech) {
            this.speech = new WavSource(speech, 16_000, false);
        }

        @Override
        public int read(short[] frame, int sampleRate) {
            if (first == 0) {
                first = System.nanoTime();
            }
            return speech.read(frame, sampleRate);
        }
    }

    /** Records, and notes when. */
    private static final class Ear implements AudioSink, AutoCloseable {
        private final WavRecorder recorder;
        /** That enough came for all that was said. */
        private final CountDownLatch heard = new CountDownLatch(SPEECH_FRAMES + 25);

        private volatile long first;

        Ear(Path file) throws IOException {
            recorder = new WavRecorder(file);
        }

        @Override
        public void write(short[] frame, int sampleRate) {
            if (first == 0) {
                first = System.nanoTime();
            }
            recorder.write(frame, sampleRate);
            heard.countDown();
        }

        @Override
        public void close() {
            recorder.close();
        }
    }

    @Test
    @DisplayName("nobody there: the call ends at once, and says so")
    void nobodyThere() throws Exception {
        try (var alice = agent("sip:alice@example.com").start()) {
            var call = alice.call(
                    "sip:alice@example.com",
                    "sip:bob@127.0.0.1:9;transport=tcp",
                    settings(Encoding.PCMU),
                    (c, e) -> {});
            var end = call.awaitEnd(Duration.ofSeconds(10));
            assertThat(end).isPresent();
            assertThat(end.get().status()).isEqualTo(503);
        }
    }

    @Test
    @DisplayName("a port in use is one clear line")
    void portInUse() throws Exception {
        try (var first = agent("sip:bob@example.com")
                .listen(new Listen(Transport.TLS, IpAddress.parse("127.0.0.1"), 0))
                .start()) {
            int port = first.listening().getFirst().port();
            var second =
                    agent("sip:bob@example.com").listen(new Listen(Transport.TLS, IpAddress.parse("127.0.0.1"), port));
            assertThatThrownBy(second::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on tls:127.0.0.1:" + port);
        }
    }
}
