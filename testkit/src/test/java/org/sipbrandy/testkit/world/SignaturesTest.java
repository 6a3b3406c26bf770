package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.Signatures;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.stir.MsecForm;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.VerifiedIdentity;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;

/** What signatures the requests of a call carry. */
class SignaturesTest {
    private static UnaryOperator<CallSettings> signing(Policy policy, MsecForm form, boolean baselineToo) {
        return settings -> settings.withPolicy(policy).withSignatures(new Signatures(form, baselineToo));
    }

    private static List<SipMessage> sent(VirtualAgent agent, String line) {
        return agent.sent().stream().filter(message -> Wire.is(message, line)).toList();
    }

    /** What somebody who has only this request and this one of its signatures finds. */
    private static VerifiedIdentity verified(Scene scene, SipMessage message, String identity) {
        var request = ((SipRequest) message)
                .toBuilder().remove("Identity").add("Identity", identity).build();
        var service = new VerificationService(
                CertificateSource.none(),
                new InMemoryKnownPeers(),
                new ReplayCache(),
                Es256Verifier.platform(),
                VerificationPolicy.STANDARD);
        return service.verify(RequestViews.of(request, Contents.of(request)), scene.world.time())
                .verified()
                .orElseThrow();
    }

    private static Level level(VirtualAgent agent) {
        return agent.events(CallEvent.SecurityChanged.class).getLast().verdict().level();
    }

    @ParameterizedTest
    @EnumSource(
            value = Policy.class,
            names = {"PREFER", "OPPORTUNISTIC"})
    @DisplayName(
            "MSEC-23 STIR-AS-19 an opportunistic INVITE carries an msec and a baseline signature, each valid alone")
    void both(Policy policy) {
        try (var scene = new Scene(Scene.policy(policy), UnaryOperator.identity())) {
            scene.establish();
            var invite = sent(scene.alice, "INVITE").getFirst();
            var fields = invite.headers().identity();
            assertThat(fields).hasSize(2);
            assertThat(verified(scene, invite, fields.getFirst()).msec()).isTrue();
            var baseline = verified(scene, invite, fields.getLast());
            assertThat(baseline.msec()).isFalse();
            assertThat(baseline.identity().value()).isEqualTo("sip:alice@example.com");
            assertThat(level(scene.alice)).isEqualTo(Level.CONFIDENTIAL);
            assertThat(level(scene.bob)).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("MSEC-23 where msec is required there is one signature")
    void oneWhereRequired() {
        try (var scene = new Scene()) {
            scene.establish();
            assertThat(sent(scene.alice, "INVITE").getFirst().headers().identity())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"PPT,true,false", "CLAIM,false,true", "BOTH,true,true"})
    @DisplayName(
            "MSEC-02 MSEC-03 both sides mark msec as they are told to, in INVITE and UPDATE, and the call is confidential")
    void forms(MsecForm form, boolean ppt, boolean claim) {
        var signing = signing(Policy.REQUIRE, form, true);
        try (var scene = new Scene(signing, signing)) {
            scene.establish();
            for (var message : List.of(
                    sent(scene.alice, "INVITE").getFirst(),
                    sent(scene.bob, "UPDATE").getFirst())) {
                assertThat(message.headers().identity()).hasSize(1);
                assertThat(message.headers().identity().getFirst().contains(";ppt=msec"))
                        .isEqualTo(ppt);
                assertThat(Wire.payload(message).contains("\"msec\":true")).isEqualTo(claim);
            }
            assertThat(level(scene.alice)).isEqualTo(Level.CONFIDENTIAL);
            assertThat(level(scene.bob)).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("MSEC-23 a claim without ppt is understood by every verifier: no second signature")
    void claimIsEnough() {
        try (var scene = new Scene(signing(Policy.PREFER, MsecForm.CLAIM, true), UnaryOperator.identity())) {
            scene.establish();
            assertThat(sent(scene.alice, "INVITE").getFirst().headers().identity())
                    .hasSize(1);
        }
    }
}
