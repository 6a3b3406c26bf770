package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.testkit.wire.WireEdit;
import org.sipbrandy.testkit.world.LinkQuality;
import org.sipbrandy.testkit.world.Meddler;

class DisplayTest {
    private static final String ESCAPE = "\u001b";

    private static String shown(List<CallEvent> events, boolean terminal, boolean colour) {
        var bytes = new ByteArrayOutputStream();
        var display = new Display(new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, colour));
        var call = display.call();
        events.forEach(event -> call.event("call-1", event, ""));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("into a pipe: each step has its line, no escape sequence, no meter, the sentence at the end")
    void plain() {
        var events = VirtualCall.confidential().caller();
        String shown = shown(events, false, true);
        assertThat(shown).doesNotContain(ESCAPE, "\r");
        for (CallEvent event : events) {
            if (event instanceof CallEvent.StepReached step) {
                assertThat(shown.lines())
                        .anyMatch(line -> line.startsWith("✓")
                                && line.contains(step.step().word()));
            }
        }
        assertThat(shown).contains("Confidential: only sip:bob@example.com could hear this call");
        assertThat(shown).containsPattern("(?m)^ {6}\\d{5}  \\d{5}  \\d{5}  \\d{5}$");
    }

    @Test
    @DisplayName("on a terminal without colours nothing is coloured, and no line is wider than the screen")
    void noColour() {
        String shown = shown(VirtualCall.confidential().caller(), true, false);
        assertThat(shown).doesNotContain(ESCAPE + "[3", ESCAPE + "[1", ESCAPE + "[0");
        String bare = shown.replaceAll("\r|\u001b\\[K", "\n");
        assertThat(bare.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Screen.WIDTH));
    }

    @Test
    @DisplayName("a refused call says why and what to do")
    void refused() {
        String shown = shown(VirtualCall.attacked(WireEdit.STRIPPED_IDENTITY).callee(), false, false);
        assertThat(shown)
                .contains("✗")
                .contains("Refused; no media was exchanged: the request carried no signature.")
                .contains("What to do: ");
    }

    @Test
    @DisplayName("a changed key is warned of as ssh does")
    void changedKey() {
        var verdict = new Verdict(
                Level.REFUSED,
                Optional.of(new PeerIdentity("sip:bob@example.com", Trust.CHANGED, "11111 22222")),
                List.of(Reason.KEY_CHANGED),
                Policy.REQUIRE);
        assertThat(shown(List.of(new CallEvent.SecurityChanged(0, verdict)), false, false))
                .contains("@@@@", "THE KEY OF THIS PEER HAS CHANGED", "brandy trust accept sip:bob@example.com");
    }

    @Test
    @DisplayName("ANON-07 of somebody without a name nothing is shown that could be compared or taken for verified")
    void nameless() {
        var call = VirtualCall.of(
                Meddler.NONE,
                it -> it.withAnonymity(Anonymity.NONE.withSelf(Anonymity.Self.WITHHELD)),
                it -> it,
                Duration.ofSeconds(1),
                LinkQuality.clean(Duration.ofMillis(20)));
        assertThat(shown(call.callee(), false, false))
                .contains("the far end gives no name", "only somebody who gave no name could hear this call")
                .doesNotContain("safety number", "verified:", "certified", "whose key you have compared")
                .doesNotContainPattern("\\d{5}  \\d{5}");
        assertThat(shown(call.caller(), false, false))
                .contains("calling sip:bob@example.com without a name", "but the network address of this machine")
                .contains("only sip:bob@example.com could hear this call");
    }

    @Test
    @DisplayName("whoever calls cannot move the cursor or change colours of the terminal")
    void hostile() {
        var evil = "x" + ESCAPE + "[2J\r\n\u202e\u0007";
        var verdict = new Verdict(Level.PENDING, Optional.empty(), List.of(), Policy.REQUIRE);
        String shown = shown(
                List.of(
                        new CallEvent.Incoming(0, evil, evil, "tls", evil),
                        new CallEvent.StepReached(1, Step.OFFER_VERIFIED, false, evil, 1),
                        new CallEvent.Ended(
                                2,
                                CallEvent.EndedBy.REMOTE,
                                403,
                                evil,
                                verdict,
                                OptionalLong.empty(),
                                Optional.empty())),
                false,
                false);
        assertThat(shown).doesNotContain(ESCAPE, "\r", "\u202e", "\u0007");
        assertThat(shown.lines()).hasSize(4);
    }

    @Test
    @DisplayName("hold and transfers have one plain line each")
    void holdAndTransfer() {
        var carol = "sip:carol@example.com" + ESCAPE;
        String shown = shown(
                List.of(
                        new CallEvent.Held(0, true, true),
                        new CallEvent.Held(1, false, false),
                        new CallEvent.Replacing(2, "a@b"),
                        new CallEvent.Transfer(
                                3, false, CallEvent.TransferState.UNDER_WAY, carol, 100, Optional.of("c@d")),
                        new CallEvent.Transfer(4, false, CallEvent.TransferState.DONE, carol, 200, Optional.of("c@d")),
                        new CallEvent.Transfer(5, true, CallEvent.TransferState.ASKED, carol, 0, Optional.empty()),
                        new CallEvent.Transfer(6, true, CallEvent.TransferState.FAILED, carol, 486, Optional.empty())),
                false,
                false);
        assertThat(shown).doesNotContain(ESCAPE);
        assertThat(shown.lines().map(String::strip).map(line -> line.replaceAll("carol@example.com.?", "carol")))
                .containsExactly(
                        "you put the call on hold",
                        "the peer took the call back from hold",
                        "asks to take the place of a call that is held now",
                        "the peer hands you on to sip:carol",
                        "transferred to sip:carol",
                        "the peer is asked to call sip:carol",
                        "no transfer to sip:carol (486): the call goes on");
    }

    @Test
    @DisplayName("the meter fits its line whatever its figures, and follows the sound")
    void meter() {
        var levels = new Levels();
        var settings = levels.tap(CallSettings.of(
                        Policy.REQUIRE, List.of(StreamKind.audio(List.of(org.sipbrandy.audio.codec.Encoding.PCMU))))
                .withAudio(
                        (frame, rate) -> {
                            java.util.Arrays.fill(frame, Short.MAX_VALUE);
                            return frame.length;
                        },
                        (frame, rate) -> {}));
        settings.source().read(new short[160], 8000);
        settings.sink().write(new short[160], 8000);
        var figures = new CallEvent.MediaFigures(
                9, 1, 999, 987_654_000_000L, OptionalLong.empty(), 0, 0, OptionalLong.of(29_000_000_000L));
        String line = Meter.of(359_999, levels, figures, true);
        assertThat(line.length()).isLessThan(Screen.WIDTH);
        assertThat(line).contains("out ▮▮▮▮▮▮▮▮▮ in ▯▯▯▯▯▯▯▯▯", "loss 99.9%");
        assertThat(Meter.of(7, levels, figures, false)).startsWith(" 0:07  out ######### in .........");
    }
}
