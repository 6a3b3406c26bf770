package org.sipbrandy.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.cli.VirtualCall;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.testkit.wire.WireEdit;

/** The ladder of flows.md §1.2, as the page draws it for a call in a virtual world. */
class LadderOnPageTest {
    private static final String[] MESSAGES = {
        "INVITE",
        "183 Session Progress (INVITE)",
        "PRACK",
        "200 OK (PRACK)",
        "UPDATE",
        "200 OK (UPDATE)",
        "180 Ringing (INVITE)",
        "200 OK (INVITE)",
        "ACK"
    };

    private static VirtualCall call;

    @BeforeAll
    static void call() {
        call = VirtualCall.confidential();
    }

    private static java.util.List<String> labels(String page) {
        return Pages.texts(Pages.ladder(Pages.parse(page)), "label");
    }

    @Test
    @DisplayName("both sides: exactly the messages of the ladder, then BYE and its answer")
    void both() {
        var labels = labels(Page.of(call.callerLines(), call.calleeLines()));
        assertThat(labels.subList(0, 9)).containsExactly(MESSAGES);
        assertThat(labels.subList(9, labels.size())).containsExactly("BYE", "200 OK (BYE)");
    }

    @Test
    @DisplayName("the caller alone, and the callee alone, saw the same messages in the same order")
    void alone() {
        assertThat(labels(Page.of(call.callerLines())).subList(0, 9)).containsExactly(MESSAGES);
        assertThat(labels(Page.of(call.calleeLines())).subList(0, 9)).containsExactly(MESSAGES);
    }

    @Test
    @DisplayName("INVITE and UPDATE carry signed keys; 183 and the answer to the UPDATE only claim theirs")
    void keys() {
        var ladder = Pages.ladder(Pages.parse(Page.of(call.callerLines(), call.calleeLines())));
        assertThat(Pages.texts(ladder, "signed")).hasSize(2).allMatch(text -> text.startsWith("signed keys: sha-256 "));
        assertThat(Pages.texts(ladder, "claimed"))
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("claimed: sha-256 "),
                        text -> assertThat(text).startsWith("claimed, as signed: sha-256 "));
    }

    @Test
    @DisplayName("the media plane stands on the same ladder, on both sides")
    void mediaPlane() {
        var steps = Pages.texts(Pages.ladder(Pages.parse(Page.of(call.callerLines(), call.calleeLines()))), "step");
        for (String step : new String[] {"ICE connected", "DTLS handshake done", "first media"}) {
            assertThat(steps).filteredOn(step::equals).hasSize(2);
        }
    }

    @Test
    @DisplayName("no arrow arrives before it leaves, though the sides count from different moments")
    void oneClock() {
        var ladder = Ladder.of(java.util.List.of(Side.of(call.callerLines()), Side.of(call.calleeLines())));
        assertThat(ladder.offset()).isBetween(-21.0, -19.0);
        assertThat(ladder.rungs())
                .filteredOn(rung -> rung instanceof Rung.Arrow)
                .allSatisfy(rung -> {
                    var arrow = (Rung.Arrow) rung;
                    assertThat(arrow.fate()).isEqualTo(Rung.Fate.PASSED);
                    arrow.arrived()
                            .ifPresent(
                                    arrived -> assertThat(arrived - arrow.at()).isBetween(19.0, 21.0));
                });
    }

    @Test
    @DisplayName("a message that was changed on the way says so")
    void changed() {
        var attacked = VirtualCall.attacked(WireEdit.STRIPPED_IDENTITY);
        var ladder = Pages.ladder(Pages.parse(Page.of(attacked.callerLines(), attacked.calleeLines())));
        assertThat(Pages.texts(ladder, "note")).contains("changed on the way: signature gone");
    }

    @Test
    @DisplayName("a message that was taken away says so, and is not drawn as arrived")
    void lost() {
        var attacked = VirtualCall.attacked(WireEdit.STRIPPED_UPDATE);
        var ladder = Ladder.of(java.util.List.of(Side.of(attacked.callerLines()), Side.of(attacked.calleeLines())));
        assertThat(ladder.rungs())
                .filteredOn(rung -> rung instanceof Rung.Arrow arrow && arrow.fate() == Rung.Fate.LOST)
                .singleElement()
                .satisfies(rung ->
                        assertThat(((Rung.Arrow) rung).message().method()).isEqualTo("UPDATE"));
    }

    @Test
    @DisplayName("a repeated message is one arrow that says how often it passed")
    void repeated() {
        var dropped = new java.util.concurrent.atomic.AtomicBoolean();
        var repeating = VirtualCall.attacked((message, towardsCallee) -> {
            boolean first = message instanceof SipRequest request
                    && request.method().equals(SipMethod.ACK)
                    && dropped.compareAndSet(false, true);
            return first ? java.util.List.of() : java.util.List.of(message);
        });
        assertThat(repeating.callee())
                .filteredOn(event -> event instanceof CallEvent.Signal signal
                        && signal.sent()
                        && signal.line().status() == 200
                        && signal.line().method().equals("INVITE"))
                .extracting(event -> ((CallEvent.Signal) event).repeats())
                .containsExactly(0, 1);
        assertThat(labels(Page.of(repeating.callerLines())))
                .contains("200 OK (INVITE), 2 times", "ACK, 2 times")
                .doesNotHaveDuplicates();
    }
}
