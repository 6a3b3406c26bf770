package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.trust.KnownPeer;

/** AUTHZ-07: who signed with msec in an earlier call and now does not, under every policy that asks who it is. */
class DowngradeTest {
    private static final String ALICE = "sip:alice@example.com";
    private static final String BOB = "sip:bob@example.com";
    private static final String CAROL = "sip:carol@example.com";

    /** Alice asks for that; who answers takes what comes. */
    private static Scene scene(Policy policy, String callee) {
        return new Scene(Transport.TCP, callee, Scene.policy(policy), Scene.policy(Policy.PREFER));
    }

    /** An earlier call with msec, whatever key it was. */
    private static void met(VirtualAgent agent, String aor) {
        agent.peers()
                .record(KnownPeer.firstSeen(
                        CanonicalIdentity.of(aor), KeyPin.of(new byte[] {1}), true, VirtualWorld.BEGINNING));
    }

    private static void refused(Scene scene, VirtualAgent agent) {
        var verdict = scene.end(agent).verdict();
        assertThat(verdict.level()).isEqualTo(Level.REFUSED);
        assertThat(verdict.reasons()).contains(Reason.DOWNGRADE);
        assertThat(Scene.rtp(agent)).isZero();
        scene.nothingIsLeft();
    }

    private static SipMessage withoutIdentity(SipMessage message) {
        return Wire.edited(message, text -> text.replaceFirst("Identity: [^\r]*\r\n", ""));
    }

    @ParameterizedTest
    @DisplayName("AUTHZ-07 STIR-VS-28 a caller known for msec whose INVITE is not signed")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OFF")
    void caller(Policy policy) {
        try (var scene = new Scene(Scene.policy(Policy.PREFER), Scene.policy(policy))) {
            met(scene.bob, ALICE);
            scene.world.meddle((message, _) -> List.of(withoutIdentity(message)));
            scene.alice.call();
            refused(scene, scene.bob);
            assertThat(scene.wire(scene.bob)).contains("428 INVITE");
        }
    }

    @ParameterizedTest
    @DisplayName("AUTHZ-07 a callee known for msec whose UPDATE does not come")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OFF")
    void callee(Policy policy) {
        try (var scene = scene(policy, BOB)) {
            met(scene.alice, BOB);
            scene.world.meddle((message, _) -> legacy(message));
            scene.alice.call();
            refused(scene, scene.alice);
        }
    }

    @ParameterizedTest
    @DisplayName("AUTHZ-07 a callee known for msec whose UPDATE is not signed")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OFF")
    void unsignedUpdate(Policy policy) {
        try (var scene = scene(policy, BOB)) {
            met(scene.alice, BOB);
            scene.world.meddle(
                    (message, _) -> List.of(Wire.is(message, "UPDATE") ? withoutIdentity(message) : message));
            scene.alice.call();
            refused(scene, scene.alice);
        }
    }

    @ParameterizedTest
    @DisplayName("AUTHZ-07 somebody is dialled who is known for msec, and somebody else answers without it")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OFF")
    void retargetedFrom(Policy policy) {
        try (var scene = scene(policy, CAROL)) {
            met(scene.alice, BOB);
            scene.world.meddle((message, _) -> legacy(retargeted(message)));
            scene.alice.call(BOB);
            refused(scene, scene.alice);
        }
    }

    @ParameterizedTest
    @DisplayName("AUTHZ-07 somebody is dialled, and one who is known for msec answers without it, but says who it is")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OFF")
    void retargetedTo(Policy policy) {
        try (var scene = scene(policy, CAROL)) {
            met(scene.alice, CAROL);
            scene.world.meddle((message, _) ->
                    List.of(Wire.is(message, "UPDATE") ? withoutIdentity(message) : retargeted(message)));
            scene.alice.call(BOB);
            refused(scene, scene.alice);
        }
    }

    private static SipMessage retargeted(SipMessage message) {
        return message instanceof SipRequest request
                        && request.headers().to().tag().isEmpty()
                ? Wire.edited(message, text -> text.replaceFirst("^(\\w+) sip:bob@", "$1 sip:carol@"))
                : message;
    }

    /** As if the callee did not know of RFC 8862: nothing reliable, no UPDATE. */
    private static List<SipMessage> legacy(SipMessage message) {
        return switch (Wire.line(message)) {
            case "INVITE" ->
                List.of(Wire.edited(
                        message,
                        text -> text.replaceFirst("(Supported: [^\r]*)100rel, ?", "$1")
                                .replaceFirst("Require: 100rel\r\n", "")));
            case "UPDATE" -> List.of();
            default -> List.of(message);
        };
    }
}
