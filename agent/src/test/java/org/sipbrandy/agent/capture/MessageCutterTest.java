package org.sipbrandy.agent.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCutterTest {
    /** Odd spaces, a compact name, a folded line: nothing of it may be written anew. */
    private static final String FIRST =
            "OPTIONS sip:b@127.0.0.1 SIP/2.0\r\nv: SIP/2.0/TCP  127.0.0.1;branch=z9hG4bKx\r\n"
                    + "f:<sip:a@x>;tag=1\r\nt :  <sip:b@x>\r\ni: 1\r\nCSEQ: 1\r\n OPTIONS\r\nl: 5\r\n\r\nh\r\nll";

    private static final String SECOND =
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKx\r\nFrom: <sip:a@x>;tag=1\r\n"
                    + "To: <sip:b@x>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 1_000, 100_000})
    @DisplayName("messages come out as they went in, however they arrive, keep-alives left out")
    void cut(int piece) {
        byte[] all = (FIRST + "\r\n\r\n" + SECOND + FIRST).repeat(20).getBytes(UTF_8);
        var cutter = new MessageCutter(false);
        var messages = new ArrayList<String>();
        for (int from = 0; from < all.length; from += piece) {
            byte[] octets = java.util.Arrays.copyOfRange(all, from, Math.min(all.length, from + piece));
            cutter.receive(octets).forEach(message -> messages.add(new String(message, UTF_8)));
        }
        var expected = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            expected.addAll(List.of(FIRST, SECOND, FIRST));
        }
        assertThat(messages).isEqualTo(expected);
        assertThat(cutter.rest()).isEmpty();
        assertThat(cutter.lost()).isFalse();
    }

    @Test
    @DisplayName("what is no SIP is kept as what it is, with all that follows")
    void lost() {
        var cutter = new MessageCutter(false);
        String rubbish = "GET / HTTP/1.1\r\nHost: x\r\n\r\nbody";
        var messages = cutter.receive((FIRST + rubbish).getBytes(UTF_8));
        assertThat(messages).hasSize(1);
        assertThat(cutter.lost()).isTrue();
        assertThat(new String(cutter.takeRest(), UTF_8)).isEqualTo(rubbish);
        assertThat(cutter.receive(FIRST.getBytes(UTF_8))).isEmpty();
        assertThat(new String(cutter.rest(), UTF_8)).isEqualTo(FIRST);
    }
}
