package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.testkit.world.ThreeParties.CAROL;
import static org.sipbrandy.testkit.world.ThreeParties.confidential;
import static org.sipbrandy.testkit.world.ThreeParties.last;
import static org.sipbrandy.testkit.world.ThreeParties.requests;
import static org.sipbrandy.testkit.world.ThreeParties.sent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallEvent.TransferState;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.SignedBody;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Replaces;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.ContentId;

/** Those who want a call handed over that is not theirs: the call stays as it is. */
class ReferAttackTest {
    private static final String ALICE = "sip:alice@example.com";
    private static final String BOB = "sip:bob@example.com";

    /** Bob refuses the REFER with that status, and nothing else happens. */
    private static void refused(UnaryOperator<SipMessage> change, int status) {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.edit("REFER", change);
            three.alice.transfer(call, CAROL);
            three.awaitTransfer(three.alice, call, TransferState.FAILED);
            assertThat(sent(three.bob, status + " REFER"))
                    .as("%s", three.bob.sent().getLast())
                    .isTrue();
            assertThat(last(three.alice, call).status()).isEqualTo(status);
            assertThat(requests(three.bob, "INVITE")).isEmpty();
            assertThat(requests(three.bob, "NOTIFY")).isEmpty();
            assertThat(three.bob.events(CallEvent.Transfer.class)).isEmpty();
            three.untouched(call);
            three.nothingIsLeft();
        }
    }

    private static SipMessage unsigned(SipMessage refer) {
        return Wire.edited(refer, text -> text.replaceFirst("Identity: [^\r]*\r\n", ""));
    }

    /** Signed by somebody else, who may have any name. */
    private static SipMessage signedBy(String name, SipMessage message) {
        var certificate = ContentId.random(new Random(1), "brandy.invalid");
        var refer = (SipRequest) message;
        var bare = refer.toBuilder()
                .remove("Identity")
                .remove("Date")
                .set("From", refer.headers().from().withUri(Uri.parse(name)))
                .build();
        var signing = new VirtualIdentity(name)
                .sign(
                        new EndpointEffect.Sign(
                                0,
                                RequestViews.of(bare, Contents.of(bare)),
                                SigningOptions.baseline(certificate.url()),
                                false,
                                Optional.empty()),
                        VirtualWorld.BEGINNING.plusSeconds(2));
        var request = bare.toBuilder();
        SignedBody.putAlone(request, (Signing.Signed) signing.signing(), certificate);
        return request.build();
    }

    @Test
    @DisplayName("MSEC-19 an unsigned REFER is refused with 428, the call goes on")
    void unsignedRefer() {
        refused(ReferAttackTest::unsigned, 428);
    }

    @Test
    @DisplayName("MSEC-19 a REFER that somebody else signed under his own name is refused with 403")
    void somebodyElse() {
        refused(refer -> signedBy("sip:mallory@example.com", refer), 403);
    }

    @Test
    @DisplayName("MSEC-19 a REFER that another key signed under the peer's name is refused with 437")
    void anotherKey() {
        refused(refer -> signedBy(ALICE, refer), 437);
    }

    @Test
    @DisplayName("MSEC-19 a REFER whose signature is of another moment is refused with 403")
    void stale() {
        refused(
                refer -> Wire.edited(
                        refer,
                        text -> text.replaceFirst("Date: [^\r]*\r\n", "Date: Fri, 25 Sep 2015 19:12:25 GMT\r\n")),
                403);
    }

    @ParameterizedTest
    @CsvSource({
        "<tel:+12155551212>,416",
        "<https://example.com/>,416",
        "<sip:carol@example.com;method=BYE>,603",
        "<sip:carol@example.com?Replaces=a%3Bto-tag%3D1>,400",
        "<sip:carol@example.com?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2&replaces=b%3Bto-tag%3D1%3Bfrom-tag%3D2>,400",
        "'<sip:carol@example.com>, <sip:dave@example.com>',400",
        "nonsense,400"
    })
    @DisplayName("a Refer-To that asks for anything but one call is refused")
    void target(String referTo, int status) {
        refused(
                refer -> Wire.edited(
                        refer, text -> text.replaceFirst("Refer-To: [^\r]*\r\n", "Refer-To: " + referTo + "\r\n")),
                status);
    }

    @Test
    @DisplayName("header fields that a Refer-To brings along do not get into the new call's INVITE")
    void headersInUri() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.edit(
                    "REFER",
                    refer -> Wire.edited(
                            refer,
                            text -> text.replaceFirst(
                                    "Refer-To: [^\r]*", "Refer-To: <" + CAROL + "?From=x&Identity=y&Subject=spam>")));
            three.alice.transfer(call, CAROL);
            three.awaitTransfer(three.alice, call, TransferState.DONE);
            var invite = requests(three.bob, "INVITE").getFirst();
            assertThat(invite.headers().has("Subject")).isFalse();
            assertThat(invite.headers().from().uri()).isEqualTo(Uri.parse(BOB));
            assertThat(invite.headers().identity()).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "a relay changes whom the REFER names: the signature does not cover it, the new call's own verdict does")
    void redirected() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.edit(
                    "REFER",
                    refer -> Wire.edited(
                            refer, text -> text.replaceFirst("Refer-To: [^\r]*", "Refer-To: <" + CAROL + ">")));
            three.alice.transfer(call, "sip:dave@example.com");
            three.awaitTransfer(three.bob, call, TransferState.DONE);
            confidential(three.bob, last(three.bob, call).next().orElseThrow(), CAROL);
        }
    }

    @Test
    @DisplayName("a REFER of a peer that signed nothing is refused where identity is used")
    void unsignedPeer() {
        try (var three = new ThreeParties(
                Transport.TCP,
                LinkQuality.clean(Scene.ONE_WAY),
                1,
                settings -> ThreeParties.follow().apply(settings).withPolicy(Policy.PREFER),
                UnaryOperator.identity())) {
            three.carol.connect(three.bob);
            try (var plain = new VirtualAgent(
                    three.world, "sip:dave@example.com", "192.0.2.4", Transport.TCP, Scene.policy(Policy.OFF))) {
                plain.connect(three.bob);
                String call = three.talk(plain, three.bob, BOB);
                assertThat(plain.transfer(call, CAROL)).isTrue();
                three.awaitTransfer(plain, call, TransferState.FAILED);
                assertThat(last(plain, call).status()).isEqualTo(428);
                assertThat(three.bob.endpoint().calls()).containsExactly(call);
            }
        }
    }

    @Test
    @DisplayName("where nobody uses identity, the settings alone decide")
    void withoutIdentity() {
        UnaryOperator<CallSettings> off =
                settings -> ThreeParties.follow().apply(settings).withPolicy(Policy.OFF);
        try (var three =
                new ThreeParties(Transport.TCP, LinkQuality.clean(Scene.ONE_WAY), 1, off, Scene.policy(Policy.OFF))) {
            try (var plain = new VirtualAgent(three.world, "sip:dave@example.com", "192.0.2.4", Transport.TCP, off)) {
                plain.connect(three.bob);
                String call = three.talk(plain, three.bob, BOB);
                plain.transfer(call, CAROL);
                three.awaitTransfer(plain, call, TransferState.DONE);
                assertThat(requests(plain, "REFER").getFirst().headers().identity())
                        .isEmpty();
            }
        }
    }

    @Test
    @DisplayName("a NOTIFY about a REFER that was never sent is answered with 481")
    void uncalledFor() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.edit(
                    "UPDATE",
                    update -> Wire.edited(
                            update,
                            text -> text.replaceFirst("^UPDATE", "NOTIFY")
                                    .replaceFirst("(CSeq: \\d+) UPDATE", "$1 NOTIFY")
                                    .replaceFirst(
                                            "Identity: [^\r]*\r\n",
                                            "Event: refer\r\nSubscription-State: terminated\r\n")));
            three.bob.hold(call);
            three.world.pass(Duration.ofSeconds(1));
            assertThat(sent(three.alice, "481 NOTIFY")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,200", "-1,481"})
    @DisplayName("RFC 3515 §2.4.6: the REFER that is told of may have a higher number on the wire, never a lower one")
    void numbered(int apart, int answer) {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.edit(
                    "NOTIFY",
                    notify -> Wire.edited(notify, text -> {
                        long id = Long.parseLong(text.replaceFirst("(?s).*refer;id=(\\d+).*", "$1"));
                        return text.replaceFirst("refer;id=\\d+", "refer;id=" + (id + apart));
                    }));
            three.alice.transfer(call, CAROL);
            three.until(() -> three.alice.endpoint().calls().isEmpty());
            assertThat(sent(three.alice, answer + " NOTIFY")).isTrue();
            assertThat(last(three.alice, call).state())
                    .isEqualTo(answer == 200 ? TransferState.DONE : TransferState.ASKED);
        }
    }

    @Test
    @DisplayName("a REFER outside of a call is declined: there is none that it would hand over")
    void outOfDialog() {
        try (var three = new ThreeParties()) {
            three.bob.arrived(
                    String.join(
                                    "\r\n",
                                    "REFER " + BOB + " SIP/2.0",
                                    "Via: SIP/2.0/TCP 192.0.2.3:5060;branch=z9hG4bKrefer",
                                    "Max-Forwards: 70",
                                    "From: <" + CAROL + ">;tag=1",
                                    "To: <" + BOB + ">",
                                    "Call-ID: refer@192.0.2.3",
                                    "CSeq: 1 REFER",
                                    "Contact: <sip:carol@192.0.2.3:5060>",
                                    "Refer-To: <" + ALICE + ">",
                                    "Content-Length: 0",
                                    "",
                                    "")
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                    three.carol);
            three.world.pass(Duration.ofSeconds(1));
            assertThat(sent(three.bob, "603 REFER")).isTrue();
            assertThat(three.bob.endpoint().calls()).isEmpty();
        }
    }

    // ── a stranger's Replaces ───────────────────────────────────────────────────────────────────

    /** The dialog between Alice and Bob, as Bob is asked for it. */
    private static Replaces wanted(ThreeParties three, String call) {
        var invite = requests(three.alice, "INVITE").getFirst().headers();
        var ok = three.bob.sent().stream()
                .filter(message -> Wire.is(message, "200 INVITE"))
                .findFirst()
                .orElseThrow();
        return new Replaces(
                call, ok.headers().to().tag().orElseThrow(), invite.from().tag().orElseThrow(), false);
    }

    /** Carol, a stranger here, puts these lines into her INVITE. */
    private static void smuggle(ThreeParties three, String lines) {
        three.edit(
                "INVITE",
                invite -> invite.headers().from().uri().equals(Uri.parse(CAROL))
                        ? Wire.edited(invite, text -> text.replaceFirst("\r\nCSeq", "\r\n" + lines + "\r\nCSeq"))
                        : invite);
    }

    @Test
    @DisplayName("a stranger who knows the ids only rings: the call ends only if the user takes the other one")
    void stranger() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            three.bob.answering(false);
            smuggle(three, "Replaces: " + wanted(three, call));
            String other = three.carol.call(BOB);
            three.until(() -> !three.bob.events(other, CallEvent.Ringing.class).isEmpty());
            assertThat(three.bob.events(other, CallEvent.Replacing.class)).hasSize(1);
            three.untouched(call);

            String third = three.carol.call(BOB);
            three.until(() -> !three.carol.events(third, CallEvent.Ended.class).isEmpty());
            assertThat(three.carol
                            .events(third, CallEvent.Ended.class)
                            .getLast()
                            .status())
                    .as("one at a time")
                    .isEqualTo(486);

            three.bob.endpoint().reject(other, 603, three.world.now());
            three.world.pass(Duration.ofSeconds(1));
            three.untouched(call);

            String taken = three.carol.call(BOB);
            three.until(() -> !three.bob.events(taken, CallEvent.Ringing.class).isEmpty());
            three.bob.accept(taken);
            three.until(() -> three.alice.endpoint().calls().isEmpty());
            assertThat(three.bob.endpoint().calls()).containsExactly(taken);
            confidential(three.bob, taken, CAROL);
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("MSEC-19 a Replaces in an INVITE that the policy refuses leaves the call alone")
    void refusedByPolicy() {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            String replaces = "Replaces: " + wanted(three, call);
            three.edit(
                    "INVITE",
                    invite -> unsigned(Wire.edited(
                            invite, text -> text.replaceFirst("\r\nCSeq", "\r\n" + replaces + "\r\nCSeq"))));
            String other = three.carol.call(BOB);
            three.until(() -> !three.carol.events(other, CallEvent.Ended.class).isEmpty());
            assertThat(sent(three.bob, "428 INVITE")).isTrue();
            three.untouched(call);
            three.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("who takes the place of a call is asked for no less than that call was")
    void noWeaker() {
        UnaryOperator<CallSettings> second = settings -> settings.withPolicy(Policy.PREFER);
        try (var three = new ThreeParties(
                Transport.TCP, LinkQuality.clean(Scene.ONE_WAY), 1, second, Scene.policy(Policy.OFF))) {
            // Bob answers whoever calls with PREFER; his call to Alice, whom he called himself, is held with REQUIRE.
            String call = three.bob
                    .endpoint()
                    .call(
                            NameAddr.of(Uri.parse(BOB)),
                            Uri.parse(ALICE),
                            Uri.parse(ALICE),
                            CallSettings.of(
                                    Policy.REQUIRE,
                                    List.of(org.sipbrandy.call.description.StreamKind.audio(
                                            List.of(org.sipbrandy.audio.codec.Encoding.PCMU)))),
                            three.world.now());
            three.until(
                    () -> !three.bob.events(call, CallEvent.Established.class).isEmpty());
            var ok = three.alice.sent().stream()
                    .filter(message -> Wire.is(message, "200 INVITE"))
                    .findFirst()
                    .orElseThrow()
                    .headers();
            smuggle(
                    three,
                    "Replaces: "
                            + new Replaces(
                                    call,
                                    ok.from().tag().orElseThrow(),
                                    ok.to().tag().orElseThrow(),
                                    false));
            String other = three.carol.call(BOB); // who signs nothing
            three.until(() -> !three.carol.events(other, CallEvent.Ended.class).isEmpty());
            assertThat(sent(three.bob, "428 INVITE")).isTrue();
            assertThat(three.bob.endpoint().calls()).containsExactly(call);
        }
    }

    @ParameterizedTest
    @CsvSource({"400", "481", "603", "486", "400 join", "400 malformed"})
    @DisplayName("RFC 3891 §3: two, unknown, ended, early-only of a confirmed call, beside Join, malformed")
    void impossible(String what) {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            var real = wanted(three, call);
            if (what.equals("603")) {
                three.alice.hangUp(call);
                three.world.pass(Duration.ofSeconds(1));
            }
            smuggle(
                    three,
                    switch (what) {
                        case "400" -> "Replaces: " + real + "\r\nReplaces: " + real;
                        case "481" -> "Replaces: " + new Replaces(call, real.fromTag(), real.toTag(), false);
                        case "486" -> "Replaces: " + real + ";early-only";
                        case "400 join" -> "Replaces: " + real + "\r\nJoin: " + real;
                        case "400 malformed" -> "Replaces: " + call + ";to-tag=" + real.toTag();
                        default -> "Replaces: " + real;
                    });
            String other = three.carol.call(BOB);
            three.until(() -> !three.carol.events(other, CallEvent.Ended.class).isEmpty());
            assertThat(sent(three.bob, what.split(" ")[0] + " INVITE")).isTrue();
            if (!what.equals("603")) {
                three.untouched(call);
            }
            three.nothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "RFC 3891 §3: a call that is over is declined with 603 by the caller as by the callee, whoever hung up")
    void over(boolean callerHangsUp) {
        try (var three = new ThreeParties()) {
            String call = three.talk(three.alice, three.bob, BOB);
            var atBob = wanted(three, call);
            (callerHangsUp ? three.alice : three.bob).hangUp(call);
            three.until(() -> three.alice.endpoint().calls().isEmpty()
                    && three.bob.endpoint().calls().isEmpty());
            for (String whom : List.of(ALICE, BOB)) {
                smuggle(
                        three,
                        "Replaces: "
                                + (whom.equals(BOB)
                                        ? atBob
                                        : new Replaces(call, atBob.fromTag(), atBob.toTag(), false)));
                String other = three.carol.call(whom);
                three.until(
                        () -> !three.carol.events(other, CallEvent.Ended.class).isEmpty());
                assertThat(three.carol
                                .events(other, CallEvent.Ended.class)
                                .getLast()
                                .status())
                        .isEqualTo(603);
            }
        }
    }

    @Test
    @DisplayName("RFC 3891 §3: an early dialog that the far end began cannot be replaced, one of ours can")
    void early() {
        try (var three = new ThreeParties()) {
            three.bob.answering(false);
            String call = three.alice.call(BOB);
            three.until(() -> !three.alice.events(call, CallEvent.Ringing.class).isEmpty());
            var ringing = three.bob.sent().stream()
                    .filter(message -> Wire.is(message, "180 INVITE"))
                    .findFirst()
                    .orElseThrow()
                    .headers();
            String alices = ringing.from().tag().orElseThrow();
            String bobs = ringing.to().tag().orElseThrow();
            smuggle(three, "Replaces: " + new Replaces(call, bobs, alices, true));
            String other = three.carol.call(BOB);
            three.until(() -> !three.carol.events(other, CallEvent.Ended.class).isEmpty());
            assertThat(three.carol
                            .events(other, CallEvent.Ended.class)
                            .getLast()
                            .status())
                    .isEqualTo(481);

            smuggle(three, "Replaces: " + new Replaces(call, alices, bobs, true));
            String taken = three.carol.call(ALICE);
            three.until(() -> !three.bob.events(call, CallEvent.Ended.class).isEmpty());
            assertThat(sent(three.alice, "CANCEL")).isTrue();
            assertThat(three.alice.endpoint().calls()).containsExactly(taken);
            confidential(three.alice, taken, CAROL);
            three.nothingIsLeft();
        }
    }
}
