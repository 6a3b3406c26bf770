package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One end of a call dies without a word. */
class ConsentTest {
    private static final int MEDIA_FAILED = 5;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("CONSENT-02 30 s after its peer was killed an end sends no more, and says consent-expired")
    void killed() {
        var alice = Brandy.home(folder, "sip:alice@brandy.example");
        var bob = Brandy.home(folder, "sip:bob@brandy.example");
        try (var link = Link.open();
                var callee = Brandy.start(link.callee(), bob, "answer", "--listen", "tcp:10.99.0.2:0", "--echo")) {
            int port = callee.port("tcp");
            try (var capture = Capture.start(link.caller(), "va", folder);
                    var caller = Brandy.start(
                            link.caller(), alice, "call", "sip:bob@10.99.0.2:" + port + ";transport=tcp")) {
                caller.await("call.established");
                Awaitility.await("media in both directions")
                        .atMost(Program.PATIENCE)
                        .until(() -> caller.events("call.media").stream()
                                .anyMatch(
                                        event -> Integer.parseInt(String.valueOf(event.get("received_packets"))) > 50));
                callee.kill();
                double killed = Instant.now().toEpochMilli() / 1000.0;
                int code = caller.awaitExit();
                capture.stop(link);
                assertThat(code).as(caller.transcript()).isEqualTo(MEDIA_FAILED);
                assertThat(caller.reasons()).hasToString("[consent-expired]");
                // RTP and RTCP, by the first octet (RFC 7983 §7)
                var media = capture.read(port, "udp && !icmp && ip.src==10.99.0.1", "udp.payload").stream()
                        .filter(packet -> packet.firstOctet() >= 128 && packet.firstOctet() <= 191)
                        .toList();
                assertThat(media.getLast().time() - killed).isGreaterThan(1).isLessThanOrEqualTo(30);
            }
        }
    }
}
