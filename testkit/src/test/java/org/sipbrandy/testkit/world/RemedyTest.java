package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.Signatures;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.stir.MsecForm;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateAuthority;
import org.sipbrandy.stir.credential.CertificatePlace;
import org.sipbrandy.stir.credential.CertificateSubject;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.testkit.wire.WireEdit;

/** What is done differently in the one more attempt, by what the first was refused with (flows.md §3). */
class RemedyTest {
    private static final String ALICE = "sip:alice@example.com";
    private static final SecureRandom RANDOM = new SecureRandom();

    private static List<SipMessage> sent(VirtualAgent agent, String line) {
        return agent.sent().stream().filter(message -> Wire.is(message, line)).toList();
    }

    private static long iat(SipMessage message) {
        return Long.parseLong(Wire.payload(message).replaceFirst(".*\"iat\":(\\d+).*", "$1"));
    }

    private static Level level(VirtualAgent agent) {
        return agent.events(CallEvent.SecurityChanged.class).getLast().verdict().level();
    }

    private static Credential selfSigned() {
        return Credential.selfSigned(
                ALICE, RANDOM, VirtualWorld.BEGINNING.minus(Duration.ofDays(1)), Duration.ofDays(365));
    }

    @ParameterizedTest
    @ValueSource(ints = {90, -90})
    @DisplayName(
            "STIR-AS-17 clocks 90 s apart: the Date is set towards the far end's and stays within a minute of our own")
    void clocksApart(int seconds) {
        try (var scene = new Scene()) {
            scene.bob.clockAhead(Duration.ofSeconds(seconds));
            scene.establish();
            var invites = sent(scene.alice, "INVITE");
            assertThat(invites).hasSize(2);
            assertThat(iat(invites.getLast()) - iat(invites.getFirst())).isEqualTo(seconds > 0 ? 55 : -55);
            assertThat(invites.getLast().headers().date().orElseThrow().getEpochSecond())
                    .isEqualTo(iat(invites.getLast()));
            // the UPDATE of the other direction is repaired in the same way
            assertThat(sent(scene.bob, "UPDATE")).hasSize(2);
            assertThat(level(scene.alice)).isEqualTo(Level.CONFIDENTIAL);
            assertThat(level(scene.bob)).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName(
            "STIR-AS-17 clocks further apart than any Date may be from our own: one INVITE, and the stale Date is told")
    void clocksTooFarApart() {
        try (var scene = new Scene()) {
            scene.bob.clockAhead(Duration.ofSeconds(150));
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.status()).isEqualTo(403);
            assertThat(end.verdict().reasons()).containsExactly(Reason.IDENTITY_STALE);
            assertThat(sent(scene.alice, "INVITE")).hasSize(1);
        }
    }

    @Test
    @DisplayName("STIR-AS-16 a certificate that the far end cannot fetch travels with the second INVITE")
    void certificateInside() {
        try (var scene = new Scene()) {
            scene.alice.signWith(CredentialStore.of(selfSigned()), _ -> Optional.of("https://nowhere.invalid/a.cer"));
            scene.establish();
            var invites = sent(scene.alice, "INVITE");
            assertThat(invites).hasSize(2);
            assertThat(scene.wire(scene.bob)).containsSubsequence("436 INVITE", "183 INVITE");
            assertThat(invites.getFirst().headers().identity().getFirst()).contains("info=<https://nowhere.invalid/");
            assertThat(invites.getLast().headers().identity().getFirst()).contains("info=<cid:");
            assertThat(invites.getLast().headers().cseq().number()).isEqualTo(2);
            assertThat(level(scene.alice)).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("STIR-AS-17 437: another credential signs the second INVITE, if there is one")
    void otherCredential() {
        var ca = CertificateAuthority.create(
                CertificateSubject.domain("a.example"),
                RANDOM,
                VirtualWorld.BEGINNING.minus(Duration.ofDays(9)),
                Duration.ofDays(900));
        var identity = CanonicalIdentity.of(ALICE);
        var issued = ca.issue(
                CertificateSubject.of(identity),
                identity,
                RANDOM,
                VirtualWorld.BEGINNING.minus(Duration.ofDays(1)),
                Duration.ofDays(90));
        try (var scene = new Scene()) {
            scene.alice.signWith(CredentialStore.of(selfSigned(), issued), CertificatePlace.IN_REQUEST);
            scene.bob.believe(VerificationPolicy.STANDARD
                    .withSelfSigned(false)
                    .withAnchors(TrustAnchors.of(List.of(ca.certificate()))));
            scene.establish();
            assertThat(scene.wire(scene.bob)).containsSubsequence("437 INVITE", "183 INVITE");
            assertThat(sent(scene.alice, "INVITE")).hasSize(2);
            assertThat(level(scene.bob)).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("STIR-AS-17 437 and no other credential: one INVITE, and the reason is told")
    void noOtherCredential() {
        try (var scene = new Scene()) {
            scene.bob.believe(VerificationPolicy.STANDARD.withSelfSigned(false));
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.status()).isEqualTo(437);
            assertThat(end.verdict().reasons()).containsExactly(Reason.CREDENTIAL_UNSUPPORTED);
            assertThat(sent(scene.alice, "INVITE")).hasSize(1);
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("STIR-AS-18 nobody answers the second INVITE: the call ends with what the first was refused for")
    void secondIsLost() {
        try (var scene = new Scene()) {
            scene.world.meddle((message, towards) -> !Wire.is(message, "INVITE")
                    ? List.of(message)
                    : message.headers().cseq().number() == 1
                            ? WireEdit.SWAPPED_FINGERPRINT.pass(message, towards)
                            : List.of());
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(sent(scene.alice, "INVITE")).hasSizeGreaterThanOrEqualTo(2);
            assertThat(end.by()).isEqualTo(CallEvent.EndedBy.REMOTE);
            assertThat(end.status()).isEqualTo(438);
            assertThat(end.verdict().level()).isEqualTo(Level.REFUSED);
            assertThat(end.verdict().reasons()).containsExactly(Reason.FINGERPRINT_MISMATCH);
            scene.nothingIsLeft();
        }
    }

    /** Who knows no msec takes such a token for one of an extension that it does not know (RFC 8224 §6.2 step 1). */
    private static Meddler knowsNoMsecAtFirst() {
        return (message, towards) ->
                Wire.is(message, "INVITE") && message.headers().cseq().number() == 1
                        ? List.of(Wire.edited(message, text -> text.replace(";ppt=msec", ";ppt=unheard")))
                        : List.of(message);
    }

    @Test
    @DisplayName("STIR-AS-17 MSEC-23 428 to an msec signature alone: under prefer a baseline one is added")
    void addedBaseline() {
        UnaryOperator<CallSettings> alone =
                settings -> settings.withPolicy(Policy.PREFER).withSignatures(new Signatures(MsecForm.PPT, false));
        try (var scene = new Scene(alone, UnaryOperator.identity())) {
            scene.world.meddle(knowsNoMsecAtFirst());
            scene.establish();
            assertThat(scene.wire(scene.bob)).containsSubsequence("428 INVITE", "183 INVITE");
            var invites = sent(scene.alice, "INVITE");
            assertThat(invites).hasSize(2);
            assertThat(invites.getFirst().headers().identity()).hasSize(1);
            assertThat(invites.getLast().headers().identity()).hasSize(2);
            assertThat(level(scene.bob)).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("STIR-AS-17 428 where protection is required: a baseline signature would not help, nothing is sent")
    void noBaselineWhereRequired() {
        try (var scene = new Scene()) {
            scene.world.meddle(knowsNoMsecAtFirst());
            scene.alice.call();
            assertThat(scene.end(scene.alice).status()).isEqualTo(428);
            assertThat(sent(scene.alice, "INVITE")).hasSize(1);
        }
    }

    /** An agent that knows no multipart body; some of them say 500 to it. */
    private static Meddler knowsNoMultipart(String answer) {
        return (message, towards) -> {
            if (Wire.is(message, "INVITE")) {
                return List.of(
                        Wire.edited(message, text -> text.replaceFirst("multipart/mixed;", "application/unheard;")));
            }
            return List.of(
                    Wire.is(message, "415 INVITE")
                            ? Wire.edited(message, text -> text.replaceFirst("SIP/2.0 415[^\r]*", "SIP/2.0 " + answer))
                            : message);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"415 Unsupported Media Type", "500 Server Internal Error", "488 Not Acceptable Here"})
    @DisplayName("a peer that stumbles over the certificate is called once more without, under prefer, and said so")
    void unsigned(String answer) {
        try (var scene = new Scene(Scene.policy(Policy.PREFER), Scene.policy(Policy.OFF))) {
            scene.world.meddle(knowsNoMultipart(answer));
            scene.establish();
            var invites = sent(scene.alice, "INVITE");
            assertThat(invites).hasSize(2);
            assertThat(invites.getFirst().headers().identity()).isNotEmpty();
            assertThat(invites.getLast().headers().identity()).isEmpty();
            assertThat(invites.getLast().headers().contentType().orElseThrow().toString())
                    .isEqualTo("application/sdp");
            assertThat(level(scene.alice)).isEqualTo(Level.ENCRYPTED);
            var verdict = scene.alice
                    .events(CallEvent.SecurityChanged.class)
                    .getLast()
                    .verdict();
            assertThat(verdict.reasons()).containsExactly(Reason.ANSWER_NOT_SIGNED);
        }
    }

    @Test
    @DisplayName("AUTHZ-07 a peer that signed before is not called without a signature, whatever it answers")
    void noDowngrade() {
        try (var scene = new Scene(Scene.policy(Policy.PREFER), Scene.policy(Policy.PREFER))) {
            scene.alice.hangUp(scene.establish());
            scene.world.pass(Duration.ofSeconds(2));
            scene.world.meddle(knowsNoMultipart("500 Server Internal Error"));
            scene.alice.call();
            scene.world.pass(Duration.ofSeconds(5));
            assertThat(scene.end(scene.alice).status()).isEqualTo(500);
            assertThat(sent(scene.alice, "INVITE")).hasSize(2);
            assertThat(sent(scene.alice, "INVITE"))
                    .allSatisfy(
                            invite -> assertThat(invite.headers().identity()).isNotEmpty());
        }
    }

    @Test
    @DisplayName("where protection is required, a peer that stumbles over the certificate is not called without")
    void neverWhereRequired() {
        try (var scene = new Scene()) {
            scene.world.meddle(knowsNoMultipart("500 Server Internal Error"));
            scene.alice.call();
            assertThat(scene.end(scene.alice).status()).isEqualTo(500);
            assertThat(sent(scene.alice, "INVITE")).hasSize(1);
        }
    }
}
