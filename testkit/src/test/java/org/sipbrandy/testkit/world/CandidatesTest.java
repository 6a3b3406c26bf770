package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.CandidatePriority;
import org.sipbrandy.ice.CandidateType;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.transport.Transport;

/** Which candidates descriptions list, and what is made of those that do not fit together. */
class CandidatesTest {
    private static final TransportAddress RELAYED = TransportAddress.of("203.0.113.9", 9000);

    private static Scene withRelays() {
        var scene = new Scene();
        var relay = new Candidate(
                "r",
                1,
                CandidatePriority.of(CandidateType.RELAYED, 0xffff, 1),
                RELAYED,
                CandidateType.RELAYED,
                RELAYED,
                Optional.of(TransportAddress.of("0.0.0.0", 9)));
        scene.alice.offeringBesides(List.of(relay));
        scene.bob.offeringBesides(List.of(relay));
        return scene;
    }

    private static SipMessage last(VirtualAgent agent, String line) {
        return agent.sent().stream()
                .filter(message -> Wire.is(message, line))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static MediaDescription media(SipMessage message) {
        return Wire.description(message).orElseThrow().media().getFirst();
    }

    private static String connection(SipMessage message) {
        var description = Wire.description(message).orElseThrow();
        return description
                .connection(description.media().getFirst())
                .orElseThrow()
                .address();
    }

    @Test
    @DisplayName(
            "ICE-04 ICE-24 the default destination is a candidate, the relayed one if there is one, and says nothing more")
    void defaultDestination() {
        try (var scene = withRelays()) {
            scene.establish();
            for (SipMessage message : List.of(last(scene.alice, "INVITE"), last(scene.bob, "183 INVITE"))) {
                assertThat(media(message).candidates()).hasSize(2);
                assertThat(connection(message)).isEqualTo("203.0.113.9");
                assertThat(media(message).port()).isEqualTo(9000);
                assertThat(Wire.text(message)).contains("typ relay raddr 0.0.0.0 rport 9");
            }
        }
    }

    @Test
    @DisplayName("ICE-15 ICE-16 after nomination offers list that candidate only, and the caller's name the remote one")
    void afterNomination() {
        try (var scene = withRelays()) {
            String call = scene.establish();
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(scene.alice.hold(call)).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            var offer = last(scene.alice, "UPDATE");
            assertNominated(offer, "192.0.2.1");
            assertThat(media(offer).remoteCandidates().orElseThrow().entries())
                    .singleElement()
                    .satisfies(it -> assertThat(it.address()).isEqualTo("192.0.2.2"));
            var answer = last(scene.bob, "200 UPDATE");
            assertNominated(answer, "192.0.2.2");
            assertThat(media(answer).remoteCandidates()).isEmpty();

            assertThat(scene.bob.hold(scene.bob.endpoint().calls().getFirst())).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            var controlled = last(scene.bob, "UPDATE");
            assertNominated(controlled, "192.0.2.2");
            assertThat(media(controlled).remoteCandidates()).isEmpty();
            assertThat(scene.alice.endpoint().calls()).isNotEmpty();
        }
    }

    private static void assertNominated(SipMessage message, String address) {
        assertThat(media(message).candidates()).singleElement().satisfies(it -> {
            assertThat(it.address()).isEqualTo(address);
            assertThat(it.port()).isEqualTo(media(message).port());
        });
        assertThat(connection(message)).isEqualTo(address);
    }

    @Test
    @DisplayName("ICE-19 a gateway that rewrites c= and m= does not end the call: the candidates still lead there")
    void rewritten() {
        for (String target : List.of("203.0.113.77", "0.0.0.0")) {
            try (var scene = new Scene()) {
                scene.world.meddle(editing(
                        "183 INVITE",
                        text -> text.replaceAll("c=IN IP4 [^\r]*", "c=IN IP4 " + target)
                                .replaceFirst("m=audio [0-9]+ ", "m=audio 9 ")));
                scene.establish();
                assertThat(scene.alice.events(org.sipbrandy.call.CallEvent.Established.class))
                        .isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("ICE-19 an answer with ice-mismatch ends a call that has to be protected")
    void mismatch() {
        try (var scene =
                new Scene(Transport.TCP, "sip:bob@example.com", UnaryOperator.identity(), UnaryOperator.identity())) {
            scene.world.meddle(editing(
                    "183 INVITE",
                    text -> text.replaceAll("a=candidate[^\r]*\r\n", "")
                            .replaceFirst("a=rtcp-mux\r\n", "a=ice-mismatch\r\na=rtcp-mux\r\n")));
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.verdict().level()).isEqualTo(Level.REFUSED);
            assertThat(end.verdict().reasons()).contains(Reason.PEER_NOT_CAPABLE);
            assertThat(Scene.rtp(scene.alice)).isZero();
        }
    }

    private static Meddler editing(String line, UnaryOperator<String> edit) {
        return (message, towardsCallee) -> List.of(Wire.is(message, line) ? Wire.edited(message, edit) : message);
    }
}
