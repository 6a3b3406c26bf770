package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.SipMessage;

/** Signatures that were seen before, in another call. */
class ReplayTest {
    @Test
    @DisplayName("an INVITE replayed as another call within its freshness is refused with 438 as replayed")
    void replayedInvite() {
        try (var scene = new Scene()) {
            var copies = new ArrayList<SipMessage>();
            scene.world.meddle((message, _) -> {
                if (!Wire.is(message, "INVITE") || !copies.isEmpty()) {
                    return List.of(message);
                }
                copies.add(Wire.edited(
                        message,
                        text -> text.replaceFirst("Call-ID: [^\r]*", "Call-ID: replayed@invalid")
                                .replaceFirst(";branch=z9hG4bK", ";branch=z9hG4bKreplay")));
                return List.of(message, copies.getFirst());
            });
            String call = scene.establish();
            scene.world.pass(Duration.ofSeconds(1));
            var answers = scene.bob.sent().stream()
                    .filter(message -> message.headers().callId().equals("replayed@invalid"))
                    .map(Wire::line)
                    .toList();
            assertThat(answers).contains("438 INVITE").doesNotContain("183 INVITE", "180 INVITE", "200 INVITE");
            var verdicts = scene.bob.events(CallEvent.Ended.class);
            assertThat(verdicts).hasSize(1);
            assertThat(verdicts.getFirst().verdict().reasons()).contains(Reason.REPLAYED);
            scene.alice.hangUp(call);
            assertThat(scene.end(scene.alice).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("an UPDATE replayed into a new dialog is refused, and no media flows")
    void replayedUpdate() {
        try (var scene = new Scene()) {
            var old = new ArrayList<SipMessage>();
            scene.world.meddle((message, _) -> {
                if (!Wire.is(message, "UPDATE")) {
                    return List.of(message);
                }
                if (old.isEmpty()) {
                    old.add(message);
                    return List.of(message);
                }
                return List.of(Wire.edited(message, text -> withSignatureOf(old.getFirst(), text)));
            });
            String first = scene.establish();
            scene.alice.hangUp(first);
            scene.end(scene.bob);
            long before = Scene.rtp(scene.alice);
            scene.alice.call();
            scene.world.pass(Duration.ofSeconds(3));
            assertThat(scene.wire(scene.alice)).contains("438 UPDATE");
            var ends = scene.alice.events(CallEvent.Ended.class);
            assertThat(ends).hasSize(2);
            assertThat(ends.getLast().verdict().level()).isEqualTo(Level.REFUSED);
            assertThat(ends.getLast().verdict().reasons()).contains(Reason.REPLAYED);
            assertThat(Scene.rtp(scene.alice)).isEqualTo(before);
        }
    }

    /** Date, Identity and body of an earlier message, in the dialog of this one. */
    private static String withSignatureOf(SipMessage earlier, String text) {
        String old = Wire.text(earlier);
        String head = text.substring(0, text.indexOf("\r\n\r\n") + 4);
        for (String name : List.of("Date", "Identity", "Content-Type")) {
            var line = java.util.regex.Pattern.compile(name + ": [^\r]*\r\n").matcher(old);
            assertThat(line.find()).isTrue();
            head = head.replaceFirst(name + ": [^\r]*\r\n", java.util.regex.Matcher.quoteReplacement(line.group()));
        }
        return head + old.substring(old.indexOf("\r\n\r\n") + 4);
    }
}
