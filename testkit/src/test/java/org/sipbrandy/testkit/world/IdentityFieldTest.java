package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/** The Identity header field in whole calls: how it is written, where it counts, and for whom it speaks. */
class IdentityFieldTest {
    private static Verdict verdict(VirtualAgent agent) {
        return agent.events(CallEvent.SecurityChanged.class).getLast().verdict();
    }

    @Test
    @DisplayName("STIR-AS-22 the compact name y is read; we write the long one, and never Identity-Info")
    void compactName() {
        try (var scene = new Scene()) {
            scene.world.meddle((message, _) -> List.of(
                    message instanceof SipRequest
                            ? Wire.edited(message, text -> text.replaceFirst("\r\nIdentity: ", "\r\ny: "))
                            : message));
            scene.establish();
            assertThat(verdict(scene.alice).level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(verdict(scene.bob).level()).isEqualTo(Level.CONFIDENTIAL);
            for (VirtualAgent agent : List.of(scene.alice, scene.bob)) {
                assertThat(agent.sent()).extracting(Wire::text).anyMatch(text -> text.contains("\r\nIdentity: "));
                assertThat(agent.sent())
                        .extracting(Wire::text)
                        .noneMatch(text -> text.contains("\r\nIdentity-Info:")
                                || text.contains("\r\nn:")
                                || text.contains("\r\ny:"));
            }
        }
    }

    @Test
    @DisplayName("STIR-VS-32 Identity on responses has no effect, whatever it says")
    void onResponses() {
        try (var scene = new Scene()) {
            var added = new int[1];
            scene.world.meddle((message, _) -> {
                if (!(message instanceof SipResponse)) {
                    return List.of(message);
                }
                added[0]++;
                return List.of(Wire.edited(
                        message,
                        text -> text.replaceFirst("\r\n", "\r\nIdentity: a.b.c;info=<cid:none@a.example>\r\n")));
            });
            scene.establish();
            assertThat(added[0]).isGreaterThan(2);
            assertThat(verdict(scene.alice).level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(verdict(scene.bob).level()).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName(
            "STIR-AS-26 a call that is led to somebody else: To is signed as dialled, the callee signs its own address")
    void retargeted() {
        try (var scene = new Scene()) {
            scene.world.meddle((message, _) -> List.of(
                    Wire.is(message, "INVITE")
                            ? Wire.edited(message, text -> text.replaceFirst("INVITE sip:sales@", "INVITE sip:bob@"))
                            : message));
            scene.alice.call("sip:sales@example.com");
            assertThat(scene.established()).isTrue();
            assertThat(Wire.payload(first(scene.alice, "INVITE")))
                    .contains("\"dest\":{\"uri\":[\"sip:sales@example.com\"]}");
            var update = first(scene.bob, "UPDATE");
            assertThat(update.headers().from().uri()).hasToString("sip:bob@example.com");
            assertThat(Wire.payload(update)).contains("\"orig\":{\"uri\":\"sip:bob@example.com\"}");
            assertThat(verdict(scene.alice).peer().orElseThrow().name()).isEqualTo("sip:bob@example.com");
            assertThat(verdict(scene.alice).level()).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    private static SipMessage first(VirtualAgent agent, String line) {
        return agent.sent().stream()
                .filter(message -> Wire.is(message, line))
                .findFirst()
                .orElseThrow();
    }
}
