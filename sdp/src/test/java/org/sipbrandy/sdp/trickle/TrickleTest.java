package org.sipbrandy.sdp.trickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.SdpFragment;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CandidateAttribute;

class TrickleTest {
    /** RFC 8840 §4.4 figure 7, first stream. */
    private static final String FIGURE_7 = """
            a=ice-pwd:asd88fgpdd777uzjYhagZg
            a=ice-ufrag:8hhY
            m=audio 9 RTP/AVP 0
            a=mid:1
            a=candidate:1 1 UDP 2130706432 2001:db8:a0b:12f0::1 5000 typ host
            a=candidate:1 2 UDP 2130706432 2001:db8:a0b:12f0::1 5001 typ host
            a=candidate:1 1 UDP 2130706431 192.0.2.1 5010 typ host
            a=candidate:1 2 UDP 2130706431 192.0.2.1 5011 typ host
            a=candidate:2 1 UDP 1694498815 192.0.2.3 5010 typ srflx raddr 192.0.2.1 rport 8998
            a=candidate:2 2 UDP 1694498815 192.0.2.3 5011 typ srflx raddr 192.0.2.1 rport 8998
            a=end-of-candidates
            """.replace("\n", "\r\n");

    private static final CandidateAttribute C1 = CandidateAttribute.host("1", 1, 100, "192.0.2.1", 5000);
    private static final CandidateAttribute C2 = CandidateAttribute.host("1", 1, 99, "2001:db8::1", 5000);
    private static final CandidateAttribute C3 = CandidateAttribute.host("2", 1, 98, "192.0.2.1", 5002);

    private final SessionDescription local = Samples.msecOffer().mapMedia(0, m -> m.with(C1));
    private final TrickleSender sender = new TrickleSender(local);
    private final TrickleReceiver receiver = new TrickleReceiver(local);

    private static List<CandidateAttribute> fresh(TrickleReceiver.Outcome outcome) {
        return outcome instanceof TrickleReceiver.Outcome.Taken(List<TrickleReceiver.Update> updates)
                ? updates.stream().flatMap(u -> u.candidates().stream()).toList()
                : List.of();
    }

    @Test
    @DisplayName("TRK-04 RFC 8840 figure 7 is read and written back byte for byte")
    void figure7() {
        SdpFragment fragment = SdpFragment.parse(FIGURE_7);

        assertThat(fragment.toString()).isEqualTo(FIGURE_7);
        assertThat(fragment.mediaByMid("1").orElseThrow().candidates()).hasSize(6);
        assertThat(fragment.iceCredentials(fragment.media().getFirst())).contains(Samples.ICE);
        assertThat(fragment.endOfAllCandidates()).isFalse();
    }

    @Test
    @DisplayName("TRK-04 own fragments have the credentials at their level, and mid right before the candidates")
    void ownFragment() {
        sender.add("0", C2);

        assertThat(sender.fragment().toString())
                .isEqualTo("m=audio 49170 UDP/TLS/RTP/SAVPF 96 0 101 102\r\n"
                        + "a=ice-ufrag:8hhY\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\na=mid:0\r\n"
                        + "a=candidate:" + C1.value() + "\r\na=candidate:" + C2.value() + "\r\n");
        SessionDescription sessionLevel = Samples.parsed(
                "a=ice-ufrag:8hhY", "a=ice-pwd:asd88fgpdd777uzjYhagZg", "m=audio 9 RTP/AVP 0", "a=mid:0");
        assertThat(new TrickleSender(sessionLevel).fragment().toString())
                .isEqualTo(
                        "a=ice-ufrag:8hhY\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\n");
    }

    @Test
    @DisplayName("TRK-05 each fragment repeats all candidates in order; the receiver sees each once")
    void repeated() {
        sender.add("0", C2);
        SdpFragment first = sender.fragment();
        assertThat(fresh(receiver.receive(first))).containsExactly(C2);
        assertThat(fresh(receiver.receive(first))).isEmpty();

        assertThat(sender.add("0", C2)).isFalse();
        assertThat(sender.add("0", C3)).isTrue();
        assertThat(sender.fragment().mediaByMid("0").orElseThrow().candidates()).containsExactly(C1, C2, C3);
        assertThat(fresh(receiver.receive(sender.fragment()))).containsExactly(C3);
    }

    @Test
    @DisplayName("TRK-10 the next description lists what was trickled so far")
    void nextDescription() {
        sender.add("0", C3);
        sender.add("0", C2);

        assertThat(sender.candidates("0")).containsExactly(C1, C3, C2);
        assertThat(sender.candidates("1")).isEmpty();
    }

    @Test
    @DisplayName("TRK-06 other or missing credentials discard the whole fragment")
    void wrongCredentials() {
        sender.add("0", C2);
        String text = sender.fragment().toString();

        for (String wrong : List.of(
                text.replace("8hhY", "9hhY"),
                text.replace("asd88", "bsd88"),
                text.replace("a=ice-ufrag:8hhY\r\n", ""),
                text.replace("a=ice-pwd:asd88fgpdd777uzjYhagZg\r\n", ""),
                "a=end-of-candidates\r\n",
                "a=ice-ufrag:8hhX\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\na=end-of-candidates\r\n")) {
            assertThat(receiver.receive(SdpFragment.parse(wrong)))
                    .as(wrong)
                    .isEqualTo(new TrickleReceiver.Outcome.Discarded());
        }
        assertThat(fresh(receiver.receive(SdpFragment.parse(text)))).containsExactly(C2);
    }

    @Test
    @DisplayName("TRK-08 nothing is trickled after end-of-candidates, and what comes later is ignored")
    void end() {
        sender.end();
        assertThatThrownBy(() -> sender.add("0", C2)).isInstanceOf(IllegalStateException.class);
        assertThat(sender.fragment().endOfAllCandidates()).isTrue();
        assertThat(receiver.receive(sender.fragment()))
                .isEqualTo(
                        new TrickleReceiver.Outcome.Taken(List.of(new TrickleReceiver.Update("0", List.of(), true))));

        var late = new TrickleSender(local);
        late.add("0", C2);
        assertThat(receiver.receive(late.fragment())).isEqualTo(new TrickleReceiver.Outcome.Taken(List.of()));
    }

    @Test
    @DisplayName("TRK-08 end-of-candidates at media level ends that stream only, in an offer too")
    void endOfOneStream() {
        SessionDescription two = Samples.parsed(
                "a=ice-ufrag:8hhY",
                "a=ice-pwd:asd88fgpdd777uzjYhagZg",
                "m=audio 9 RTP/AVP 0",
                "a=mid:0",
                "a=end-of-candidates",
                "m=audio 9 RTP/AVP 0",
                "a=mid:1");
        assertThat(two.endOfCandidates(two.media().get(0))).isTrue();
        assertThat(two.endOfCandidates(two.media().get(1))).isFalse();
        var streams = new TrickleReceiver(two);
        var both = new TrickleSender(two);
        both.add("0", C1);
        both.add("1", C2);

        assertThat(fresh(streams.receive(both.fragment()))).containsExactly(C2);
    }

    @Test
    @DisplayName("TRK-14 a fragment cannot carry fingerprints, roles or keys")
    void onlyTheGrammar() {
        SdpFragment fragment = SdpFragment.parse(FIGURE_7
                + "a=fingerprint:sha-256 " + Samples.SHA256_B + "\r\na=setup:active\r\na=crypto:1 X inline:YQ==\r\n"
                + "a=tls-id:" + Samples.TLS_ID_B + "\r\na=rtpmap:0 PCMU/8000\r\n");

        assertThat(fragment.toString()).isEqualTo(FIGURE_7);
        assertThat(fragment.media().getFirst().attributes())
                .extracting(Attribute::name)
                .containsOnly("mid", "candidate", "end-of-candidates");
    }

    @Test
    @DisplayName("ICE-02 candidates with names are not passed on")
    void names() {
        sender.add("0", CandidateAttribute.host("1", 1, 5, "secret.local", 5000));

        assertThat(fresh(receiver.receive(sender.fragment()))).isEmpty();
    }

    @Test
    @DisplayName("TRK-04 lines of other types, contradictions and malformed credentials are parse errors")
    void malformed() {
        for (String text : List.of(
                "v=0\r\n",
                "c=IN IP4 192.0.2.1\r\n",
                "a=ice-ufrag:x\r\n",
                "a=ice-ufrag:8hhY\r\na=ice-ufrag:9hhY\r\n",
                "m=audio\r\n",
                "m=audio 9 RTP/AVP 0\r\na=mid:1\r\na=mid:2\r\n",
                "garbage")) {
            assertThatThrownBy(() -> SdpFragment.parse(text)).as(text).isInstanceOf(SdpParseException.class);
        }
        assertThat(SdpFragment.parse("").media()).isEmpty();
    }
}
