package org.sipbrandy.ice.gather;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.CandidateType;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TransactionId;
import org.sipbrandy.ice.turn.TurnCredential;

class GatheringTest {
    private static final TransportAddress SOCKET = TransportAddress.of("10.0.0.1", 1000);
    private static final TransportAddress SOCKET_V6 = TransportAddress.of("2001:db8::1", 1001);
    private static final TransportAddress STUN = TransportAddress.of("203.0.113.1", 3478);
    private static final TransportAddress STUN_V6 = TransportAddress.of("2001:db8:1::1", 3478);
    private static final TransportAddress MAPPED = TransportAddress.of("198.51.100.7", 40_000);
    private static final TurnCredential CREDENTIAL = new TurnCredential("alice", "secret");

    private final List<GatherEffect> effects = new ArrayList<>();
    private long now = 5_000_000_000L;

    @Test
    @DisplayName("ICE-03 without servers host candidates are all there is, at once")
    void hostsOnly() {
        Gathering gathering = started(List.of());
        assertThat(found()).extracting(Candidate::type).containsExactly(CandidateType.HOST, CandidateType.HOST);
        assertThat(effects.getLast()).isEqualTo(new GatherEffect.Complete());
        assertThat(gathering.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("ICE-03 each server is asked from the sockets of its family, one new question each 50 ms")
    void families() {
        Gathering gathering = started(List.of(new IceServer.Stun(STUN), new IceServer.Stun(STUN_V6)));
        assertThat(questions()).singleElement().satisfies(it -> {
            assertThat(it.local()).isEqualTo(SOCKET);
            assertThat(it.remote()).isEqualTo(STUN);
        });
        assertThat(gathering.deadline()).isEqualTo(now + 50_000_000L);
        pass(gathering, Duration.ofMillis(50));
        assertThat(questions().getLast().local()).isEqualTo(SOCKET_V6);
    }

    @Test
    @DisplayName(
            "ICE-03 answers from elsewhere, to other questions, of another family or to a wrong socket are no answers")
    void forged() {
        Gathering gathering = started(List.of(new IceServer.Stun(STUN)));
        StunMessage question = StunMessage.parse(questions().getFirst().datagram());
        byte[] answer = answer(question, MAPPED);
        assertThat(gathering.receive(SOCKET, TransportAddress.of("203.0.113.2", 3478), answer, now))
                .isFalse();
        assertThat(gathering.receive(SOCKET_V6, STUN, answer, now)).isFalse();
        StunMessage other =
                StunMessage.parse(StunBuilder.request(new TransactionId(1, 2)).encode());
        assertThat(gathering.receive(SOCKET, STUN, answer(other, MAPPED), now)).isFalse();
        assertThat(gathering.receive(SOCKET, STUN, new byte[] {0, 1, 2}, now)).isFalse();
        assertThat(found()).hasSize(2);
        assertThat(gathering.receive(SOCKET, STUN, answer, now)).isTrue();
        drain(gathering);
        assertThat(found().getLast().address()).isEqualTo(MAPPED);
        assertThat(gathering.receive(SOCKET, STUN, answer, now)).isFalse();

        Gathering again = started(List.of(new IceServer.Stun(STUN)));
        question = StunMessage.parse(questions().getLast().datagram());
        assertThat(again.receive(SOCKET, STUN, answer(question, SOCKET_V6), now))
                .isTrue();
        drain(again);
        assertThat(found()).hasSize(2);
    }

    @Test
    @DisplayName("ICE-03 without a NAT the server-reflexive candidate is the host candidate, and is not given twice")
    void noNat() {
        Gathering gathering = started(List.of(new IceServer.Stun(STUN)));
        StunMessage question = StunMessage.parse(questions().getFirst().datagram());
        gathering.receive(SOCKET, STUN, answer(question, SOCKET), now);
        drain(gathering);
        assertThat(found()).hasSize(2);
        assertThat(effects.getLast()).isEqualTo(new GatherEffect.Complete());
    }

    @Test
    @DisplayName("servers that send us around in a ring are followed three times at most")
    void ring() {
        Gathering gathering = started(List.of(turn(STUN, TurnTransport.UDP)));
        for (int i = 2; i < 20; i++) {
            drain(gathering);
            GatherEffect.SendDatagram last = questions().getLast();
            var next = TransportAddress.of("203.0.113." + i, 3478);
            gathering.receive(
                    SOCKET,
                    last.remote(),
                    StunBuilder.error(StunMessage.parse(last.datagram()))
                            .add(new StunAttribute.ErrorCode(300, "Try Alternate"))
                            .add(new StunAttribute.AlternateServer(next))
                            .encode(),
                    now);
            pass(gathering, Duration.ofMillis(50));
        }
        assertThat(questions().stream().map(GatherEffect.SendDatagram::remote).distinct())
                .hasSize(4);
        assertThat(effects).contains(new GatherEffect.Complete());
    }

    @Test
    @DisplayName("over TCP the server is connected to first, and a connection that cannot be had is reported")
    void stream() {
        Gathering gathering = started(List.of(turn(STUN, TurnTransport.TCP)));
        var connect = effects.stream()
                .filter(GatherEffect.Connect.class::isInstance)
                .map(GatherEffect.Connect.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(effects).noneMatch(GatherEffect.SendStream.class::isInstance);
        gathering.connected(connect.connection(), now);
        drain(gathering);
        assertThat(effects.getLast()).isInstanceOf(GatherEffect.SendStream.class);
        gathering.connectionLost(connect.connection(), "connection reset", now);
        drain(gathering);
        assertThat(effects).contains(new GatherEffect.Disconnect(connect.connection()));
        assertThat(effects.getLast()).isEqualTo(new GatherEffect.Complete());
        assertThat(gathering.report()).containsExactly("turn 203.0.113.1:3478 over tcp: connection reset");
    }

    private static IceServer turn(TransportAddress at, TurnTransport transport) {
        return new IceServer.Turn(at, transport, "turn.example", CREDENTIAL);
    }

    private static byte[] answer(StunMessage question, TransportAddress mapped) {
        return StunBuilder.success(question)
                .add(new StunAttribute.XorMappedAddress(mapped))
                .encode();
    }

    private Gathering started(List<IceServer> servers) {
        effects.clear();
        var gathering = new Gathering(List.of(SOCKET, SOCKET_V6), 1, servers, GatherSettings.standard(), new Random(1));
        assertThat(gathering.deadline()).isEqualTo(Long.MAX_VALUE);
        gathering.start(now);
        drain(gathering);
        return gathering;
    }

    private void pass(Gathering gathering, Duration span) {
        long end = now + span.toNanos();
        while (gathering.deadline() <= end) {
            now = Math.max(now, gathering.deadline());
            gathering.timeout(now);
            drain(gathering);
        }
        now = end;
    }

    private void drain(Gathering gathering) {
        for (var effect = gathering.poll(); effect != null; effect = gathering.poll()) {
            effects.add(effect);
        }
    }

    private List<Candidate> found() {
        return effects.stream()
                .filter(GatherEffect.Found.class::isInstance)
                .map(it -> ((GatherEffect.Found) it).candidate())
                .toList();
    }

    private List<GatherEffect.SendDatagram> questions() {
        return effects.stream()
                .filter(GatherEffect.SendDatagram.class::isInstance)
                .map(GatherEffect.SendDatagram.class::cast)
                .toList();
    }
}
