package org.sipbrandy.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.cli.audit.capture.CaptureException;
import org.sipbrandy.cli.audit.capture.Handmade;

/** Captures are other people's: nothing in them may end the program, hold it up or fill its memory. */
class AuditLimitsTest {
    private static final int MUTATIONS = 10_000;
    /** All of signalling up to the ACK, the checks and the handshake are among them. */
    private static final int PACKETS = 70;

    private static final int HUGE = 300 << 20;

    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "ten thousand damaged captures: each is read to an end, none breaks the program or makes a call confidential")
    void mutations() throws IOException {
        var capture = Handmade.ethernet();
        CapturedCall.plain().talking(Duration.ofMillis(100)).held().packets().stream()
                .limit(PACKETS)
                .forEach(one -> capture.udp(one.time(), one.from(), one.to(), one.payload()));
        byte[] whole = capture.octets();
        var file = folder.resolve("damaged.pcap");
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            for (int seed = 0; seed < MUTATIONS; seed++) {
                Files.write(file, damaged(whole, new Random(seed)));
                try {
                    for (var call : CapturedCall.audit(file).calls()) {
                        assertThat(call.steps()).hasSize(11);
                        boolean every = call.steps().stream().noneMatch(AuditLimitsTest::isBroken);
                        if (call.level() == Level.CONFIDENTIAL) {
                            assertThat(every)
                                    .as("seed %d: %s", seed, call.steps())
                                    .isTrue();
                        } else if (every) {
                            assertThat(call.reasons().size() + call.notes().size())
                                    .as("seed %d: why it is %s", seed, call.level())
                                    .isPositive();
                        }
                    }
                } catch (CaptureException e) {
                    assertThat(e.getMessage()).as("seed %d", seed).doesNotContain("\n");
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed, e);
                }
            }
        });
    }

    private static boolean isBroken(AuditStep step) {
        return step.result() == AuditStep.Result.FAILED
                || step.result() != AuditStep.Result.REACHED && step.step() != Step.MEDIA;
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] octets = whole.clone();
        int changes = 1 + random.nextInt(40);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(octets.length);
            switch (random.nextInt(3)) {
                case 0 -> octets[at] = (byte) random.nextInt(256);
                case 1 -> octets[at] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    int length = Math.min(random.nextInt(200), octets.length - at);
                    System.arraycopy(octets, random.nextInt(octets.length - length), octets, at, length);
                }
            }
        }
        return random.nextInt(10) == 0 ? java.util.Arrays.copyOf(octets, random.nextInt(octets.length)) : octets;
    }

    @Test
    @DisplayName("a capture of 300 MiB full of calls, media and connections is read with a heap of 256 MiB")
    void huge() throws Exception {
        var file = folder.resolve("huge.pcap");
        write(file);
        var output = folder.resolve("output").toFile();
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "org.sipbrandy.cli.Brandy",
                        "audit",
                        "--json",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        var lines = Files.readAllLines(output.toPath());
        assertThat(process.exitValue()).as(lines.getLast()).isZero();
        assertThat(lines.getLast()).contains("\"event\":\"audit.end\"").doesNotContain("\"left_out\":0");
        assertThat(lines).hasSizeGreaterThan(1000);
    }

    /** Calls without end, each with a path of media of its own, and connections that wait for a lost segment. */
    private static void write(Path file) throws IOException {
        var random = new Random(1);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(Handmade.ethernet().octets());
            long written = 0;
            byte[] padding = "a=x:".concat("y".repeat(1900)).concat("\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] rtp = new byte[172];
            rtp[0] = (byte) 0x80;
            for (int i = 0; written < HUGE; i++) {
                var time = Handmade.NOON.plusMillis(i);
                var part = Handmade.ethernet();
                String host = "10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255);
                part.udp(time, host + ":5060", "192.0.2.2:5060", invite(i, padding));
                for (int n = 0; n < 5; n++) {
                    rtp[3] = (byte) n;
                    part.udp(time, host + ":4000", "192.0.2.2:4000", rtp);
                }
                byte[] lost = new byte[1400];
                random.nextBytes(lost);
                String port = host + ":" + (1024 + i % 60_000);
                part.packet(time, Handmade.segment(port, "192.0.2.2:5061", 1, 0, Handmade.SYN, new byte[0]));
                part.packet(time, Handmade.segment(port, "192.0.2.2:5061", 900, 0, Handmade.ACK, lost));
                byte[] octets = part.octets();
                out.write(octets, 24, octets.length - 24);
                written += octets.length;
            }
        }
    }

    private static byte[] invite(int i, byte[] padding) {
        String sdp =
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"
                        + new String(padding, StandardCharsets.US_ASCII);
        return ("INVITE sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" + i
                        + "\r\nMax-Forwards: 70\r\nFrom: <sip:a@example.com>;tag=" + i
                        + "\r\nTo: <sip:b@example.com>\r\nCall-ID: " + i
                        + "\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\nContent-Length: " + sdp.length()
                        + "\r\n\r\n" + sdp)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
