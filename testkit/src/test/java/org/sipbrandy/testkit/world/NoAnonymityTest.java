package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.transport.Transport;

/** People who do not talk to those who give no name (RFC 5079). */
class NoAnonymityTest {
    private static final UnaryOperator<CallSettings> NAMELESS =
            settings -> settings.withAnonymity(Anonymity.NONE.withSelf(Anonymity.Self.WITHHELD));
    private static final UnaryOperator<CallSettings> REFUSES =
            settings -> settings.withAnonymity(Anonymity.NONE.withOthers(Anonymity.Others.REFUSED));
    private static final UnaryOperator<CallSettings> REFUSES_SILENTLY =
            settings -> settings.withAnonymity(Anonymity.NONE.withOthers(Anonymity.Others.REFUSED_SILENTLY));

    private static UnaryOperator<CallSettings> also(UnaryOperator<CallSettings> one, Policy policy) {
        return settings -> one.apply(settings).withPolicy(policy);
    }

    /** The INVITE with that in place of its From, or with that Privacy. */
    private static void edit(Scene scene, String from, String privacy) {
        scene.world.meddle((message, _) -> {
            if (!Wire.is(message, "INVITE")) {
                return List.of(message);
            }
            return List.of(Wire.edited(message, text -> {
                String edited = from.isEmpty() ? text : text.replaceFirst("From: <[^>]*>", "From: " + from);
                return privacy.isEmpty()
                        ? edited
                        : edited.replaceFirst("\r\nCSeq:", "\r\nPrivacy: " + privacy + "\r\nCSeq:");
            }));
        });
    }

    @ParameterizedTest
    @DisplayName("ANON-13 each explicit sign that the name is withheld is refused with 433 under that policy")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "<sip:someone@anonymous.invalid>, ``, From is nobody's address",
                "<sip:someone@gw.Anonymous.invalid>, ``, From is nobody's address",
                "\"Anonymous\" <sip:alice@example.com>, ``, the display name is Anonymous",
                "anonymous <sip:alice@example.com>, ``, the display name is Anonymous",
                "``, id, Privacy asks for it",
                "``, user, Privacy asks for it",
                "``, header;id, Privacy asks for it",
                "``, none;header, Privacy asks for it",
                "<sip:anonymous@example.com>, ``, From is an anonymous address of its domain"
            })
    void signs(String from, String privacy, String why) {
        try (var scene = new Scene(UnaryOperator.identity(), REFUSES)) {
            edit(scene, from, privacy);
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.status()).isEqualTo(433);
            assertThat(end.reason()).isEqualTo("Anonymity Disallowed");
            var refusal = scene.end(scene.bob);
            assertThat(refusal.reason()).isEqualTo(why);
            assertThat(refusal.verdict().reasons()).containsExactly(Reason.ANONYMITY_DISALLOWED);
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }

    @ParameterizedTest
    @DisplayName("ANON-13 without that policy the same INVITEs go on, and so do those with nothing withheld under it")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "false, \"Anonymous\" <sip:alice@example.com>, ``",
                "false, ``, id",
                "true, ``, none",
                "true, ``, header;session",
                "true, \"Anna Nymous\" <sip:alice@example.com>, ``"
            })
    void otherwise(boolean refuses, String from, String privacy) {
        try (var scene = new Scene(UnaryOperator.identity(), refuses ? REFUSES : UnaryOperator.identity())) {
            edit(scene, from, privacy);
            scene.establish();
        }
    }

    @Test
    @DisplayName("ANON-13 a valid signature of the domain does not make the call less anonymous")
    void signedByTheDomain() {
        try (var scene = new Scene()) {
            var caller = new VirtualAgent(
                    scene.world, "sip:anonymous@example.com", "192.0.2.3", Transport.TCP, UnaryOperator.identity());
            var callee = new VirtualAgent(scene.world, "sip:dave@example.com", "192.0.2.4", Transport.TCP, REFUSES);
            caller.connect(callee);
            callee.connect(caller);
            caller.call();
            assertThat(scene.end(caller).status()).isEqualTo(433);
        }
    }

    @Test
    @DisplayName("ANON-14 after 433 the caller does not call again, with or without a name, and says why")
    void noSecondInvite() {
        for (Policy policy : List.of(Policy.REQUIRE, Policy.PREFER)) {
            try (var scene = new Scene(also(NAMELESS, policy), REFUSES)) {
                scene.alice.call();
                var end = scene.end(scene.alice);
                assertThat(end.status()).isEqualTo(433);
                assertThat(end.verdict().level()).isEqualTo(Level.REFUSED);
                assertThat(end.verdict().reasons()).containsExactly(Reason.ANONYMITY_DISALLOWED);
                scene.nothingIsLeft();
                assertThat(scene.wire(scene.alice)).containsExactly("INVITE", "ACK");
                assertThat(scene.wire(scene.bob)).containsExactly("433 INVITE");
            }
        }
    }

    @Test
    @DisplayName("ANON-15 who is only unidentified gets no 433: 428 without a signature, 436 without its certificate")
    void onlyUnidentified() {
        try (var scene = new Scene(Scene.policy(Policy.OFF), REFUSES)) {
            scene.alice.call();
            assertThat(scene.end(scene.alice).status()).isEqualTo(428);
        }
        try (var scene = new Scene(UnaryOperator.identity(), REFUSES)) {
            scene.world.meddle((message, _) -> List.of(
                    Wire.is(message, "INVITE")
                            ? Wire.edited(message, text -> text.replaceFirst("Content-ID: <", "Content-ID: <x"))
                            : message));
            scene.alice.call();
            assertThat(scene.end(scene.alice).status()).isEqualTo(436);
            assertThat(scene.end(scene.bob).verdict().reasons()).containsExactly(Reason.CREDENTIAL_UNAVAILABLE);
        }
    }

    @Test
    @DisplayName("ANON-16 433 to an offer within the call leaves dialog and session as they were")
    void withinTheCall() {
        try (var scene = new Scene(REFUSES, UnaryOperator.identity())) {
            String call = scene.establish();
            scene.world.meddle((message, _) -> List.of(
                    Wire.is(message, "UPDATE")
                            ? Wire.edited(message, text -> text.replaceFirst("\r\nCSeq:", "\r\nPrivacy: id\r\nCSeq:"))
                            : message));
            assertThat(scene.bob.hold(scene.bob.endpoint().calls().getFirst())).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(scene.wire(scene.alice)).contains("433 UPDATE");
            assertThat(scene.rtpInASecond(scene.alice)).isGreaterThan(40);
            assertThat(scene.rtpInASecond(scene.bob)).isGreaterThan(40);
            scene.world.meddle(Meddler.NONE);
            assertThat(scene.bob.hold(scene.bob.endpoint().calls().getFirst()))
                    .as("offers go on")
                    .isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(scene.rtpInASecond(scene.alice)).isZero();
            scene.alice.hangUp(call);
            assertThat(scene.end(scene.bob).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("ANON-16 CONN-14 where the first signed UPDATE gets 433, the callee's own policy fails the INVITE")
    void theCalleesUpdate() {
        try (var scene = new Scene(REFUSES, NAMELESS)) {
            scene.alice.call();
            assertThat(scene.end(scene.alice).verdict().reasons()).containsExactly(Reason.ANONYMITY_DISALLOWED);
            scene.end(scene.bob);
            assertThat(scene.wire(scene.alice)).containsSubsequence("433 UPDATE", "CANCEL");
            assertThat(scene.wire(scene.bob)).doesNotContain("BYE", "200 INVITE");
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("ANON-17 who does not tell of that policy answers 403, and no word of it leaves")
    void silently() {
        try (var scene = new Scene(NAMELESS, REFUSES_SILENTLY)) {
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.status()).isEqualTo(403);
            assertThat(end.reason()).isEqualTo("Forbidden");
            assertThat(end.verdict().reasons()).isEmpty();
            assertThat(scene.end(scene.bob).verdict().reasons()).containsExactly(Reason.ANONYMITY_DISALLOWED);
            for (var message : scene.bob.sent()) {
                assertThat(Wire.text(message)).doesNotContainIgnoringCase("anonymity");
                assertThat(message.headers().has(HeaderName.WARNING)).isFalse();
            }
            assertThat(scene.bob.events(CallEvent.Ringing.class)).isEmpty();
            scene.nothingIsLeft();
        }
    }
}
