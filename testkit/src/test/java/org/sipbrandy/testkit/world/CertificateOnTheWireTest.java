package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.body.BodyPart;
import org.sipbrandy.sip.body.Multipart;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.stir.IdentityHeader;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.credential.SigningCertificate;

/** How the signer's certificate travels, and which keys are whose. */
class CertificateOnTheWireTest {
    private static List<BodyPart> parts(SipMessage message) {
        var type = message.headers().contentType().orElseThrow();
        assertThat(type.is(MediaType.of("multipart", "mixed"))).isTrue();
        return Multipart.parse(type, message.body()).parts();
    }

    private static SipMessage first(VirtualAgent agent, String line) {
        return agent.sent().stream()
                .filter(message -> Wire.is(message, line))
                .findFirst()
                .orElseThrow();
    }

    private static KeyPin signer(SipMessage message) {
        return SigningCertificate.parse(parts(message).get(1).content()).pin();
    }

    @Test
    @DisplayName(
            "CRED-16 STIR-AS-21 the description and the certificate it was signed with, each in its part, named by cid:")
    void layout() {
        try (var scene = new Scene(UnaryOperator.identity(), UnaryOperator.identity())) {
            scene.alice.call();
            assertThat(scene.established()).isTrue();
            for (var message : List.of(first(scene.alice, "INVITE"), first(scene.bob, "UPDATE"))) {
                var parts = parts(message);
                assertThat(parts).hasSize(2);
                assertThat(parts.getFirst().contentType()).isEqualTo(MediaType.SDP);
                var certificate = parts.getLast();
                assertThat(certificate.contentType()).hasToString("application/pkix-cert");
                assertThat(certificate.isOptional()).isTrue();
                var info = IdentityHeader.parse(message.headers().identity().getFirst())
                        .info();
                assertThat(info).isEqualTo("cid:" + certificate.contentId().orElseThrow());
                assertThat(certificate.contentId().orElseThrow()).matches("[A-Za-z0-9._-]+@[A-Za-z0-9._-]+");
            }
        }
    }

    @Test
    @DisplayName("CRED-15 the key that signs stays, the keys of DTLS are new with each call")
    void separateKeys() {
        try (var scene = new Scene(UnaryOperator.identity(), UnaryOperator.identity())) {
            String call = scene.alice.call();
            assertThat(scene.established()).isTrue();
            scene.alice.hangUp(call);
            scene.world.pass(Duration.ofSeconds(40));
            scene.alice.call();
            scene.world.pass(Duration.ofSeconds(3));
            var invites = scene.alice.sent().stream()
                    .filter(message -> Wire.is(message, "INVITE"))
                    .toList();
            assertThat(invites).hasSize(2);
            assertThat(signer(invites.getFirst())).isEqualTo(signer(invites.getLast()));
            var fingerprints = invites.stream()
                    .map(message -> Wire.text(message).replaceAll("(?s).*a=fingerprint:(.*?)\r\n.*", "$1"))
                    .toList();
            assertThat(fingerprints).doesNotHaveDuplicates().allMatch(one -> one.startsWith("sha-256 "));
        }
    }
}
