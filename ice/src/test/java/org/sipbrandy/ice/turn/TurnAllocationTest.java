package org.sipbrandy.ice.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.ice.turn.ScriptedServer.CHECK;
import static org.sipbrandy.ice.turn.ScriptedServer.MEDIA;
import static org.sipbrandy.ice.turn.ScriptedServer.PEER;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TurnAttribute;

class TurnAllocationTest {
    @Test
    @DisplayName("ICE-03 an allocation asks without credentials, then with them, and gives an address of each family")
    void allocates() {
        var server = new ScriptedServer(false);
        server.client.start(server.now);
        StunMessage first = server.request();
        assertThat(first.method()).isEqualTo(TurnMethod.ALLOCATE);
        assertThat(first.first(TurnAttribute.RequestedTransport.class))
                .contains(new TurnAttribute.RequestedTransport(17));
        assertThat(first.first(TurnAttribute.AdditionalAddressFamily.class))
                .contains(new TurnAttribute.AdditionalAddressFamily(true));
        assertThat(first.first(StunAttribute.Username.class)).isEmpty();
        server.challenge(first, 401);
        StunMessage second = server.signed();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.first(StunAttribute.Nonce.class)).contains(new StunAttribute.Nonce("n1"));
        server.allocate(second, 600);
        assertThat(server.all(TurnEffect.Allocated.class))
                .containsExactly(new TurnEffect.Allocated(
                        List.of(ScriptedServer.RELAYED, ScriptedServer.RELAYED_V6), ScriptedServer.MAPPED));
    }

    @Test
    @DisplayName("over UDP a request is repeated seven times in 39.5 s, over a stream it is sent once")
    void repeats() {
        var datagrams = new ScriptedServer(false);
        datagrams.client.start(datagrams.now);
        datagrams.pass(Duration.ofMillis(39_499));
        assertThat(datagrams.sent()).hasSize(7);
        assertThat(datagrams.ended()).isNull();
        datagrams.pass(Duration.ofMillis(1));
        assertThat(datagrams.ended()).isEqualTo(TurnFailure.NO_ANSWER);

        var stream = new ScriptedServer(true);
        stream.client.start(stream.now);
        stream.pass(Duration.ofMillis(39_500));
        assertThat(stream.sent()).hasSize(1);
        assertThat(stream.ended()).isEqualTo(TurnFailure.NO_ANSWER);
    }

    @Test
    @DisplayName("a stale nonce is replaced, for ever stale ones are not followed")
    void staleNonce() {
        var server = ScriptedServer.allocated();
        server.pass(Duration.ofSeconds(541));
        StunMessage refresh = refresh(server);
        server.nonce = "n2";
        server.challenge(refresh, 438);
        StunMessage again = server.signed();
        assertThat(again.first(StunAttribute.Nonce.class)).contains(new StunAttribute.Nonce("n2"));
        for (int i = 0; i < 3; i++) {
            server.challenge(again, 438);
            again = server.signed();
        }
        server.challenge(again, 438);
        assertThat(server.sent()).isEmpty();
        assertThat(server.ended()).isEqualTo(TurnFailure.UNAUTHORIZED);
    }

    @Test
    @DisplayName("the allocation is refreshed a minute before its end, and given back when it is closed")
    void refreshes() {
        var server = ScriptedServer.allocated();
        for (int i = 0; i < 5; i++) {
            server.pass(Duration.ofSeconds(539));
            assertThat(server.sent()).allMatch(it -> StunMessage.parse(it).method() == StunMessage.BINDING);
            server.pass(Duration.ofSeconds(2));
            server.succeed(refresh(server));
            server.now -= Duration.ofSeconds(1).toNanos();
        }
        assertThat(server.ended()).isNull();
        server.sent();
        server.client.close();
        assertThat(server.signed().first(TurnAttribute.Lifetime.class)).contains(new TurnAttribute.Lifetime(0));
        assertThat(server.client.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("a peer gets its permission first, and what waited for it goes as Send indications")
    void permission() {
        var server = ScriptedServer.allocated();
        server.client.send(PEER, CHECK, server.now);
        server.client.send(PEER, CHECK, server.now);
        StunMessage permit = server.signed();
        assertThat(permit.method()).isEqualTo(TurnMethod.CREATE_PERMISSION);
        server.succeed(permit);
        List<byte[]> sent = server.sent();
        assertThat(sent).hasSize(2);
        StunMessage send = StunMessage.parse(sent.getFirst());
        assertThat(send.first(TurnAttribute.XorPeerAddress.class)).contains(new TurnAttribute.XorPeerAddress(PEER));
        assertThat(send.first(TurnAttribute.Data.class).orElseThrow().value().toArray())
                .isEqualTo(CHECK);
        server.fromPeer(PEER, MEDIA);
        assertThat(server.all(TurnEffect.FromPeer.class)).singleElement().satisfies(it -> {
            assertThat(it.relayed()).isEqualTo(ScriptedServer.RELAYED);
            assertThat(it.peer()).isEqualTo(PEER);
            assertThat(it.datagram()).isEqualTo(MEDIA);
        });
    }

    @Test
    @DisplayName("what is no check is worth a channel; until that is bound it goes as an indication")
    void channel() {
        var server = ScriptedServer.allocated();
        server.client.send(PEER, CHECK, server.now);
        server.succeed(server.signed());
        server.sent();
        server.client.send(PEER, MEDIA, server.now);
        List<byte[]> sent = server.sent();
        assertThat(StunMessage.parse(sent.getFirst()).method()).isEqualTo(TurnMethod.SEND);
        StunMessage bind = StunMessage.parse(sent.getLast());
        assertThat(bind.first(TurnAttribute.ChannelNumber.class)).contains(new TurnAttribute.ChannelNumber(0x4000));
        server.succeed(bind);
        server.client.send(PEER, MEDIA, server.now);
        assertThat(server.sent()).containsExactly(new byte[] {0x40, 0, 0, 3, (byte) 0x80, 9, 9});
        server.client.receive(new byte[] {0x40, 0, 0, 1, 5, 0, 0, 0}, server.now);
        server.client.receive(new byte[] {0x40, 1, 0, 1, 5}, server.now);
        assertThat(server.all(TurnEffect.FromPeer.class))
                .singleElement()
                .satisfies(it -> assertThat(it.datagram()).containsExactly(5));
    }

    @Test
    @DisplayName("permissions and channels in use are asked for again in time, unused ones are left to lapse")
    void renews() {
        var server = ScriptedServer.allocated();
        server.client.send(PEER, CHECK, server.now);
        server.succeed(server.signed());
        server.sent();
        server.pass(Duration.ofMillis(240_100));
        List<StunMessage> requests = requests(server);
        assertThat(requests).singleElement().extracting(StunMessage::method).isEqualTo(TurnMethod.CREATE_PERMISSION);
        server.succeed(requests.getFirst());
        server.pass(Duration.ofSeconds(241));
        assertThat(requests(server)).isEmpty();
        server.client.send(PEER, CHECK, server.now);
        assertThat(server.signed().method()).isEqualTo(TurnMethod.CREATE_PERMISSION);
    }

    @Test
    @DisplayName("a peer that the server refuses is not asked for again with each datagram")
    void refusedPeer() {
        var server = ScriptedServer.allocated();
        server.client.send(PEER, CHECK, server.now);
        server.refuse(server.signed(), 403);
        for (int i = 0; i < 100; i++) {
            server.client.send(PEER, CHECK, server.now);
        }
        assertThat(server.sent()).isEmpty();
        assertThat(server.ended()).isNull();
    }

    @Test
    @DisplayName("300 names another server, before and after the credentials are known")
    void alternate() {
        var other = TransportAddress.of("203.0.113.77", 3478);
        for (boolean authenticated : List.of(false, true)) {
            var server = new ScriptedServer(false);
            server.client.start(server.now);
            StunMessage request = server.request();
            if (authenticated) {
                server.challenge(request, 401);
                request = server.signed();
            }
            StunBuilder error = StunBuilder.error(request)
                    .add(new StunAttribute.ErrorCode(300, "Try Alternate"))
                    .add(new StunAttribute.AlternateServer(other))
                    .add(new StunAttribute.AlternateDomain("other.example"));
            if (authenticated) {
                server.answer(error);
            } else {
                server.client.receive(error.encode(), server.now);
            }
            assertThat(server.all(TurnEffect.Redirected.class))
                    .containsExactly(new TurnEffect.Redirected(other, Optional.of("other.example")));
            assertThat(server.ended()).isEqualTo(TurnFailure.REDIRECTED);
        }
    }

    private static List<StunMessage> requests(ScriptedServer server) {
        return server.sent().stream()
                .map(StunMessage::parse)
                .filter(it -> it.method() != StunMessage.BINDING)
                .toList();
    }

    private static StunMessage refresh(ScriptedServer server) {
        List<StunMessage> requests = requests(server);
        assertThat(requests).isNotEmpty();
        assertThat(requests.getFirst().method()).isEqualTo(TurnMethod.REFRESH);
        return requests.getFirst();
    }
}
