package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.Tokens;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.SignedBody;
import org.sipbrandy.sip.digest.DigestAlgorithm;
import org.sipbrandy.sip.digest.DigestServer;
import org.sipbrandy.sip.digest.Login;
import org.sipbrandy.sip.digest.Logins;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.ContentId;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.credential.SigningCertificate;

/** Calls of people who give no name (flows.md §4), and of people who are called and give none. */
class AnonymousCallTest {
    private static final String NOBODY = "sip:anonymous@anonymous.invalid";
    private static final UnaryOperator<CallSettings> NAMELESS =
            settings -> settings.withAnonymity(Anonymity.NONE.withSelf(Anonymity.Self.WITHHELD));

    private static SipMessage first(VirtualAgent agent, String line) {
        return agent.sent().stream()
                .filter(message -> Wire.is(message, line))
                .findFirst()
                .orElseThrow();
    }

    private static SigningCertificate certificate(SipMessage message) {
        var part = Contents.of(message).parts().getFirst();
        return SigningCertificate.parse(part.content());
    }

    private static Verdict verdict(VirtualAgent agent) {
        return agent.events(CallEvent.SecurityChanged.class).getLast().verdict();
    }

    private static void endAndForget(Scene scene, String call) {
        scene.alice.hangUp(call);
        scene.end(scene.bob);
        scene.nothingIsLeft();
    }

    @Test
    @DisplayName(
            "ANON-01 ANON-02 ANON-18 DIFF-04 STIR-AS-23 the INVITE is from nobody, signed by a certificate for nobody")
    void invite() {
        try (var scene = new Scene(NAMELESS, UnaryOperator.identity())) {
            String call = scene.establish();
            var invite = (SipRequest) first(scene.alice, "INVITE");
            var headers = invite.headers();
            assertThat(headers.first(HeaderName.FROM).orElseThrow())
                    .matches("\"Anonymous\" <" + NOBODY + ">;tag=[a-z0-9]{16}");
            assertThat(headers.first(HeaderName.PRIVACY)).contains("id");
            assertThat(headers.first(HeaderName.CONTACT)).contains("<sip:anonymous@192.0.2.1:5060;transport=tcp>");
            assertThat(headers.has(HeaderName.USER_AGENT)).isFalse();
            assertThat(headers.identity().getFirst()).contains(";info=<cid:").contains("@anonymous.invalid>");
            assertThat(Wire.payload(invite))
                    .contains("\"orig\":{\"uri\":\"" + NOBODY + "\"}")
                    .contains("\"dest\":{\"uri\":[\"sip:bob@example.com\"]}");
            assertThat(certificate(invite).subjectUris()).containsExactly(NOBODY);
            endAndForget(scene, call);
        }
    }

    @Test
    @DisplayName("ANON-10 ANON-07 the callee signs for nobody, and knows that nobody gave a name")
    void reverse() {
        try (var scene = new Scene(NAMELESS, UnaryOperator.identity())) {
            String call = scene.establish();
            var update = first(scene.bob, "UPDATE");
            assertThat(update.headers().to().uri().toString()).isEqualTo(NOBODY);
            assertThat(Wire.payload(update))
                    .contains("\"dest\":{\"uri\":[\"" + NOBODY + "\"]}")
                    .contains("\"orig\":{\"uri\":\"sip:bob@example.com\"}");
            assertThat(verdict(scene.bob).level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(verdict(scene.bob).trust()).isEqualTo(Trust.ANONYMOUS);
            assertThat(verdict(scene.bob).peer().orElseThrow().name()).isEqualTo(NOBODY);
            assertThat(verdict(scene.alice).level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(verdict(scene.alice).trust()).isEqualTo(Trust.FIRST_USE);
            assertThat(scene.rtpInASecond(scene.alice)).isGreaterThan(40);
            assertThat(scene.rtpInASecond(scene.bob)).isGreaterThan(40);
            endAndForget(scene, call);
        }
    }

    @Test
    @DisplayName("ANON-04 ANON-06 each call has keys of its own, which are wiped, and nobody raises an alarm")
    void eachCallItsKeys() {
        try (var scene = new Scene(NAMELESS, UnaryOperator.identity())) {
            String one = scene.establish();
            assertThat(scene.alice.oneTimeCredentials()).hasSize(1);
            var first = scene.alice.oneTimeCredentials().getFirst();
            assertThat(first.key().wiped()).as("while the call goes on").isFalse();
            scene.alice.hold(one);
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(scene.alice.oneTimeCredentials()).as("within one call").containsOnly(first);
            endAndForget(scene, one);
            assertThat(first.key().wiped()).isTrue();
            assertThat(scene.bob.peers().findByKey(first.pin())).isEmpty();

            String two = scene.alice.call();
            scene.world.pass(Duration.ofSeconds(3));
            var second = scene.alice.oneTimeCredentials().getLast();
            assertThat(second.pin()).isNotEqualTo(first.pin());
            assertThat(second.certificate().serial())
                    .isNotEqualTo(first.certificate().serial());
            assertThat(verdict(scene.bob).level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(verdict(scene.bob).trust()).isEqualTo(Trust.ANONYMOUS);
            var invites = scene.alice.sent().stream()
                    .filter(message -> Wire.is(message, "INVITE"))
                    .map(message -> Wire.description(message).orElseThrow().allFingerprints())
                    .distinct();
            assertThat(invites).as("DTLS keys").hasSize(2);
            endAndForget(scene, two);
            assertThat(second.key().wiped()).isTrue();
        }
    }

    @Test
    @DisplayName("ANON-04 the key is wiped when a call comes to nothing, too")
    void wipedWithoutACall() {
        try (var scene = new Scene(NAMELESS, UnaryOperator.identity())) {
            scene.bob.answering(false);
            String call = scene.alice.call();
            scene.world.pass(Duration.ofSeconds(2));
            scene.alice.hangUp(call);
            scene.nothingIsLeft();
            assertThat(scene.alice.oneTimeCredentials())
                    .isNotEmpty()
                    .allMatch(one -> one.key().wiped());
        }
    }

    @Test
    @DisplayName("ANON-08 ANON-18 no message of a whole call names the caller, its product or its device")
    void nothingNames() {
        try (var scene = new Scene(NAMELESS, UnaryOperator.identity())) {
            String call = scene.establish();
            scene.alice.hold(call);
            scene.world.pass(Duration.ofSeconds(1));
            scene.bob.hold(call);
            scene.world.pass(Duration.ofSeconds(1));
            endAndForget(scene, call);
            for (SipMessage message : scene.alice.sent()) {
                assertThat(Wire.text(message))
                        .doesNotContainIgnoringCase("alice")
                        .doesNotContainIgnoringCase("brandy")
                        .doesNotContainIgnoringCase("sip.instance")
                        .doesNotContain("User-Agent")
                        .doesNotContain("Server:")
                        .doesNotContain("x5u=http");
                if (!Wire.is(message, "ACK")) {
                    assertThat(message.headers().first(HeaderName.PRIVACY)).contains("id");
                }
                Wire.description(message).ifPresent(it -> {
                    assertThat(it.origin().username()).isEqualTo("-");
                    assertThat(it.toString()).doesNotContain("cname");
                });
            }
        }
    }

    @Test
    @DisplayName("ANON-07 require-verified does not let somebody pass who gives no name")
    void notVerified() {
        try (var scene = new Scene(NAMELESS, Scene.policy(Policy.REQUIRE_VERIFIED))) {
            scene.alice.call();
            assertThat(scene.end(scene.bob).verdict().reasons()).contains(Reason.NOT_VERIFIED);
            assertThat(scene.end(scene.alice).verdict().level()).isEqualTo(Level.REFUSED);
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("ANON-11 a callee without a name: UPDATE is from nobody, signed by nobody, and so it is shown")
    void callee() {
        try (var scene = new Scene(UnaryOperator.identity(), NAMELESS)) {
            String call = scene.establish();
            var update = first(scene.bob, "UPDATE");
            assertThat(update.headers().first(HeaderName.FROM).orElseThrow())
                    .startsWith("\"Anonymous\" <" + NOBODY + ">;tag=");
            assertThat(Wire.payload(update)).contains("\"orig\":{\"uri\":\"" + NOBODY + "\"}");
            assertThat(certificate(update).subjectUris()).containsExactly(NOBODY);
            for (SipMessage message : scene.bob.sent()) {
                if (!message.headers().contacts().isEmpty()) {
                    assertThat(message.headers().contacts().getFirst().uri().toString())
                            .isEqualTo("sip:anonymous@192.0.2.2:5060;transport=tcp");
                }
                assertThat(Wire.text(message)).doesNotContainIgnoringCase("brandy");
            }
            assertThat(verdict(scene.alice).level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(verdict(scene.alice).trust()).isEqualTo(Trust.ANONYMOUS);
            assertThat(scene.alice
                            .peers()
                            .findByKey(scene.bob.oneTimeCredentials().getFirst().pin()))
                    .isEmpty();
            endAndForget(scene, call);
            assertThat(scene.bob.oneTimeCredentials())
                    .isNotEmpty()
                    .allMatch(one -> one.key().wiped());
        }
    }

    /** Somebody signs the callee's offers anew, with a one-time key of their own. */
    private static SipMessage signedByAnother(Scene scene, SipMessage message) {
        var request = (SipRequest) message;
        var name = ContentId.random(new SecureRandom(), "x.invalid");
        var contents = Contents.of(request);
        var bare = request.toBuilder()
                .remove(HeaderName.IDENTITY)
                .remove(HeaderName.DATE)
                .remove("MIME-Version");
        var signing = new AuthenticationService(
                        CredentialStore.of(Credential.oneTime(new SecureRandom(), scene.world.time())))
                .sign(RequestViews.of(bare.build(), contents), SigningOptions.msec(name.url()), scene.world.time());
        SignedBody.put(
                bare,
                contents.description().orElseThrow(),
                List.of((Signing.Signed) signing),
                name,
                Tokens.text(new java.util.Random(1), 24));
        return bare.build();
    }

    @Test
    @DisplayName("ANON-04 within a call nobody stays the same nobody: another one-time key is refused with 437")
    void anotherNobody() {
        try (var scene = new Scene(UnaryOperator.identity(), NAMELESS)) {
            String call = scene.establish();
            scene.world.meddle(
                    (message, _) -> List.of(Wire.is(message, "UPDATE") ? signedByAnother(scene, message) : message));
            assertThat(scene.bob.hold(scene.bob.endpoint().calls().getFirst())).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(scene.wire(scene.alice)).contains("437 UPDATE");
            assertThat(scene.rtpInASecond(scene.alice)).isGreaterThan(40);
            endAndForget(scene, call);
        }
    }

    /** Whoever is called asks Alice for the login of her own provider's realm. */
    private static List<String> askedForLogin(UnaryOperator<CallSettings> caller) {
        var login = Login.of("alice", "wonderland".getBytes(StandardCharsets.UTF_8), "example.com");
        try (var scene = new Scene()) {
            var alice = new VirtualAgent(
                    scene.world,
                    "sip:alice@example.com",
                    "192.0.2.3",
                    Transport.TCP,
                    caller,
                    new Logins(List.of(login)));
            alice.connect(scene.bob);
            var server = new DigestServer(
                    "example.com",
                    List.of(DigestAlgorithm.SHA_256),
                    false,
                    _ -> Optional.of(login),
                    Duration.ofHours(1).toNanos(),
                    new java.util.Random(1));
            scene.world.meddle((message, _) -> {
                if (message instanceof SipRequest request && request.method().equals(SipMethod.INVITE)) {
                    byte[] asks = server.challenge(request, false, scene.world.now())
                            .toTag("b")
                            .build()
                            .encode();
                    scene.world.at(scene.world.now() + 1, () -> alice.arrived(asks, scene.bob));
                }
                return List.of();
            });
            alice.call();
            scene.world.pass(Duration.ofSeconds(5));
            for (SipMessage message : alice.sent()) {
                assertThat(message.headers().has(HeaderName.PROXY_AUTHORIZATION))
                        .isFalse();
            }
            return alice.sent().stream()
                    .map(message ->
                            Wire.line(message) + (message.headers().has(HeaderName.AUTHORIZATION) ? " with login" : ""))
                    .toList();
        }
    }

    @Test
    @DisplayName("ANON-08 a login tells who it is: whoever asks for one gets none in a call without a name")
    void noLogin() {
        assertThat(askedForLogin(NAMELESS)).containsExactly("INVITE", "ACK");
        assertThat(askedForLogin(UnaryOperator.identity())).startsWith("INVITE", "ACK", "INVITE with login");
    }
}
