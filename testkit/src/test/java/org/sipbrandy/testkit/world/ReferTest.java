package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.testkit.world.ThreeParties.CAROL;
import static org.sipbrandy.testkit.world.ThreeParties.confidential;
import static org.sipbrandy.testkit.world.ThreeParties.follow;
import static org.sipbrandy.testkit.world.ThreeParties.last;
import static org.sipbrandy.testkit.world.ThreeParties.requests;
import static org.sipbrandy.testkit.world.ThreeParties.sent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallEvent.TransferState;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.sip.message.Replaces;
import org.sipbrandy.sip.transport.Transport;

/** A call is handed over to somebody else: the wish is signed, the new call is verified for itself (RFC 5589). */
class ReferTest {
    private static final String ALICE = "sip:alice@example.com";
    private static final String BOB = "sip:bob@example.com";

    private static String body(org.sipbrandy.sip.message.SipMessage message) {
        return new String(message.body().bytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    @DisplayName("MSEC-19 a blind transfer: REFER is signed, each call is confidential, the old one ends")
    void blind() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            assertThat(three.alice.transfer(call, CAROL)).isTrue();
            three.until(() -> three.alice.endpoint().calls().isEmpty()
                    && !three.bob.endpoint().calls().contains(call));

            var refer = requests(three.alice, "REFER").getFirst();
            assertThat(refer.headers().identity()).hasSize(1);
            assertThat(Wire.payload(refer)).contains(ALICE, BOB).doesNotContain("mky");
            assertThat(requests(three.bob, "NOTIFY").stream().map(ReferTest::body))
                    .containsExactly("SIP/2.0 100 Trying", "SIP/2.0 180 Ringing", "SIP/2.0 200 OK");
            var told = requests(three.bob, "NOTIFY").getLast().headers();
            assertThat(told.first("Event"))
                    .contains("refer;id=" + refer.headers().cseq().number());
            assertThat(told.first("Subscription-State")).contains("terminated;reason=noresource");

            var transfer = last(three.bob, call);
            assertThat(transfer.state()).isEqualTo(TransferState.DONE);
            assertThat(transfer.local()).isFalse();
            String next = transfer.next().orElseThrow();
            var invite = requests(three.bob, "INVITE").getFirst();
            assertThat(invite.headers().callId()).isEqualTo(next);
            assertThat(invite.headers().first("Referred-By")).contains("<" + ALICE + ">");
            confidential(three.bob, next, CAROL);
            confidential(three.carol, next, BOB);
            assertThat(three.alice.events(call, CallEvent.Transfer.class).stream()
                            .map(CallEvent.Transfer::state))
                    .containsExactly(
                            TransferState.ASKED, TransferState.UNDER_WAY, TransferState.UNDER_WAY, TransferState.DONE);
            assertThat(three.alice.events(call, CallEvent.Ended.class).getLast().reason())
                    .isEqualTo("transferred to " + CAROL);
            assertThat(sent(three.alice, "BYE")).isTrue();
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("MSEC-19 a blind transfer by the one who was called")
    void byTheCallee() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            assertThat(three.bob.transfer(call, CAROL)).isTrue();
            three.awaitTransfer(three.bob, call, TransferState.DONE);
            String next = last(three.alice, call).next().orElseThrow();
            confidential(three.alice, next, CAROL);
            confidential(three.carol, next, ALICE);
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("MSEC-19 an attended transfer: Carol's call with Alice ends when she has taken Bob's in its place")
    void attended() {
        try (var three = new ThreeParties()) {
            String first = three.talk(three.alice, three.bob, BOB);
            three.alice.hold(first);
            three.world.pass(Duration.ofSeconds(1));
            String second = three.talk(three.alice, three.carol, CAROL);
            three.carol.answering(false);
            assertThat(three.alice.transferInto(first, second)).isTrue();
            three.until(() -> !three.carol.events(CallEvent.Replacing.class).isEmpty()
                    && three.carol.events(CallEvent.Ringing.class).size() == 2);
            three.world.pass(Duration.ofSeconds(5));
            assertThat(three.carol.events(CallEvent.Replacing.class).getFirst().call())
                    .isEqualTo(second);
            assertThat(three.carol.endpoint().calls()).as("it only rings").contains(second);
            String next = last(three.bob, first).next().orElseThrow();
            var invite = requests(three.bob, "INVITE").getFirst();
            assertThat(Replaces.parse(invite.headers().first("Replaces").orElseThrow())
                            .callId())
                    .isEqualTo(second);
            assertThat(invite.headers().require()).contains("replaces");

            three.carol.accept(next);
            three.until(() -> three.alice.endpoint().calls().isEmpty());
            three.world.pass(Duration.ofSeconds(1));
            assertThat(three.carol
                            .events(second, CallEvent.Ended.class)
                            .getLast()
                            .reason())
                    .isEqualTo("another call took its place");
            assertThat(three.bob.endpoint().calls()).containsExactly(next);
            assertThat(three.carol.endpoint().calls()).containsExactly(next);
            confidential(three.bob, next, CAROL);
            confidential(three.carol, next, BOB);
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("transfers are refused with 603 unless the settings allow them, and the call goes on")
    void refusedByDefault() {
        try (var three = new ThreeParties(
                Transport.TCP,
                LinkQuality.clean(Scene.ONE_WAY),
                1,
                UnaryOperator.identity(),
                UnaryOperator.identity())) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.alice.transfer(call, CAROL);
            three.awaitTransfer(three.alice, call, TransferState.FAILED);
            assertThat(last(three.alice, call).status()).isEqualTo(603);
            three.untouched(call);
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("whoever expects one identity is not handed on to another")
    void expected() {
        try (var three = new ThreeParties(
                Transport.TCP,
                LinkQuality.clean(Scene.ONE_WAY),
                1,
                settings -> follow().apply(settings).withExpectIdentity(ALICE),
                UnaryOperator.identity())) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.alice.transfer(call, CAROL);
            three.awaitTransfer(three.alice, call, TransferState.FAILED);
            assertThat(last(three.alice, call).status()).isEqualTo(603);
            three.untouched(call);
        }
    }

    @Test
    @DisplayName("the target declines: the one who asked is told, and the call goes on; it may be asked again")
    void targetDeclines() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.carol.answering(false);
            three.alice.transfer(call, CAROL);
            three.until(() -> !three.carol.events(CallEvent.Ringing.class).isEmpty());
            assertThat(three.alice.transfer(call, CAROL)).as("one at a time").isFalse();
            three.carol.endpoint().reject(three.carol.endpoint().calls().getFirst(), 486, three.world.now());
            three.awaitTransfer(three.alice, call, TransferState.FAILED);
            assertThat(last(three.alice, call).status()).isEqualTo(486);
            assertThat(last(three.bob, call).state()).isEqualTo(TransferState.FAILED);
            three.untouched(call);

            three.carol.answering(true);
            assertThat(three.alice.transfer(call, CAROL)).isTrue();
            three.awaitTransfer(three.alice, call, TransferState.DONE);
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("the policy goes with the transfer: a target that signs nothing is no target, and the call goes on")
    void neverWeaker() {
        try (var three = new ThreeParties(Scene.policy(Policy.OFF))) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.alice.transfer(call, CAROL);
            three.awaitTransfer(three.alice, call, TransferState.FAILED);
            assertThat(three.carol.media()).isEmpty();
            three.untouched(call);
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName(
            "every NOTIFY is lost: the new call stands all the same, and the old one is ended by the one who followed")
    void notifyLost() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.world.meddle((message, _) -> Wire.is(message, "NOTIFY") ? List.of() : List.of(message));
            three.alice.transfer(call, CAROL);
            three.until(() -> three.alice.endpoint().calls().isEmpty());
            String next = last(three.bob, call).next().orElseThrow();
            assertThat(three.bob.endpoint().calls()).containsExactly(next);
            confidential(three.carol, next, BOB);
            assertThat(sent(three.bob, "BYE")).isTrue();
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName(
            "every NOTIFY is lost and nobody answers: after three minutes the one who asked gives up, the call goes on")
    void nothingIsTold() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.carol.answering(false);
            three.world.meddle((message, _) -> Wire.is(message, "NOTIFY") ? List.of() : List.of(message));
            three.alice.transfer(call, CAROL);
            long begun = three.world.now();
            three.world.run(
                    begun + Duration.ofMinutes(5).toNanos(),
                    () -> last(three.alice, call).state() == TransferState.FAILED);
            assertThat(last(three.alice, call).status()).isEqualTo(408);
            assertThat(Duration.ofNanos(three.world.now() - begun)).isLessThan(Duration.ofMinutes(4));
            three.untouched(call);
            three.nothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @DisplayName("a transfer over UDP of which a tenth is lost, repeated and reordered")
    void lossy(long seed) {
        var bad = new LinkQuality(0.1, 0.1, Duration.ofMillis(30), Duration.ofMillis(40));
        try (var three = new ThreeParties(Transport.UDP, bad, seed, follow(), UnaryOperator.identity())) {
            String call = three.talk(three.alice, three.bob, BOB);
            assertThat(three.alice.transfer(call, CAROL)).isTrue();
            three.until(() -> !three.alice.endpoint().calls().contains(call));
            String next = last(three.bob, call).next().orElseThrow();
            confidential(three.bob, next, CAROL);
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName(
            "STIR-AS-18 a REFER that is refused as stale, since the clocks differ, is signed once more and followed")
    void clocksDiffer() {
        try (var three = new ThreeParties()) {
            three.alice.clockAhead(Duration.ofSeconds(90));
            String call = three.talk(three.alice, three.bob, BOB);
            assertThat(three.alice.transfer(call, CAROL)).isTrue();
            three.awaitTransfer(three.bob, call, TransferState.DONE);
            three.until(() -> three.alice.endpoint().calls().isEmpty());
            assertThat(sent(three.bob, "403 REFER")).isTrue();
            var refers = requests(three.alice, "REFER");
            assertThat(refers).hasSize(2);
            assertThat(refers.getLast().headers().cseq().number())
                    .isEqualTo(refers.getFirst().headers().cseq().number() + 1);
            assertThat(refers.getLast().headers().first("Date"))
                    .isNotEqualTo(refers.getFirst().headers().first("Date"));
            assertThat(refers.getLast().headers().identity())
                    .isNotEqualTo(refers.getFirst().headers().identity());
            assertThat(last(three.alice, call).state()).isEqualTo(TransferState.DONE);
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("while the new call talks, the old one is silent: the application's audio is in one call at a time")
    void oneVoice() {
        var loud = new long[1];
        UnaryOperator<org.sipbrandy.call.CallSettings> counting = settings -> follow().apply(settings)
                .withAudio(
                        (frame, rate) -> {
                            loud[0]++;
                            return frame.length;
                        },
                        org.sipbrandy.call.media.AudioSink.NONE);
        try (var three = new ThreeParties(
                Transport.TCP, LinkQuality.clean(Scene.ONE_WAY), 1, counting, UnaryOperator.identity())) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.world.meddle((message, _) -> Wire.is(message, "NOTIFY") ? List.of() : List.of(message));
            three.alice.transfer(call, CAROL);
            three.awaitTransfer(three.bob, call, TransferState.DONE);
            three.world.pass(Duration.ofSeconds(1));
            assertThat(three.bob.endpoint().calls()).hasSize(2);
            long before = loud[0];
            three.world.pass(Duration.ofSeconds(2));
            assertThat(loud[0] - before).isBetween(98L, 102L);
        }
    }

    @Test
    @DisplayName("whoever is handed on again and again follows five times, then no more: 483")
    void hops() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            for (int i = 0; i < 5; i++) {
                var asking = i % 2 == 0 ? three.alice : three.carol;
                String old = call;
                assertThat(asking.transfer(old, i % 2 == 0 ? CAROL : ALICE)).isTrue();
                three.until(() -> !three.bob.endpoint().calls().contains(old));
                call = last(three.bob, old).next().orElseThrow();
                three.world.pass(Duration.ofSeconds(1));
            }
            String fifth = call;
            assertThat(three.carol.transfer(fifth, ALICE)).isTrue();
            three.awaitTransfer(three.carol, fifth, TransferState.FAILED);
            assertThat(last(three.carol, fifth).status()).isEqualTo(483);
            assertThat(three.bob.endpoint().calls()).containsExactly(fifth);
            three.nothingIsLeft();
        }
    }
}
