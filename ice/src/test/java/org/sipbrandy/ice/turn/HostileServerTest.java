package org.sipbrandy.ice.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TurnAttribute;

class HostileServerTest {
    @Test
    @DisplayName("100,000 random and damaged messages from the server neither throw nor are taken for a peer's")
    void garbage() {
        var server = ScriptedServer.allocated();
        server.client.send(ScriptedServer.PEER, ScriptedServer.CHECK, server.now);
        byte[] permit = server.sent().getFirst();
        var random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes;
            if (i % 2 == 0) {
                bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
            } else {
                bytes = permit.clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            server.client.receive(bytes, server.now);
        }
        assertThat(server.all(TurnEffect.FromPeer.class)).isEmpty();
        assertThat(server.ended()).isNull();
    }

    @Test
    @DisplayName("datagrams of peers that nothing was sent to, or of no family of ours, are dropped")
    void unasked() {
        var server = ScriptedServer.allocated();
        server.fromPeer(ScriptedServer.PEER, ScriptedServer.MEDIA);
        assertThat(server.all(TurnEffect.FromPeer.class)).isEmpty();
    }

    @Test
    @DisplayName("datagrams to 10,000 peers ask for a bounded number of permissions and channels")
    void manyPeers() {
        var server = ScriptedServer.allocated();
        for (int i = 0; i < 10_000; i++) {
            server.client.send(
                    TransportAddress.of("192.0." + i / 250 + "." + i % 250, 5000), ScriptedServer.MEDIA, server.now);
        }
        assertThat(server.sent()).hasSize(128);
        for (int i = 0; i < 10_000; i++) {
            server.client.send(ScriptedServer.PEER, ScriptedServer.MEDIA, server.now);
        }
        assertThat(server.sent()).isEmpty();
    }

    @Test
    @DisplayName("addresses that can be nobody's are refused and the allocation is given back")
    void badAddresses() {
        for (String address : List.of("0.0.0.0", "224.0.0.1")) {
            var server = new ScriptedServer(false);
            server.client.start(server.now);
            server.challenge(server.request(), 401);
            server.answer(StunBuilder.success(server.signed())
                    .add(new TurnAttribute.XorRelayedAddress(TransportAddress.of(address, 9)))
                    .add(new TurnAttribute.Lifetime(600))
                    .add(new StunAttribute.XorMappedAddress(ScriptedServer.MAPPED)));
            assertThat(server.ended()).isEqualTo(TurnFailure.REFUSED);
            assertThat(StunMessage.parse(server.sent().getFirst()).first(TurnAttribute.Lifetime.class))
                    .contains(new TurnAttribute.Lifetime(0));
        }
    }

    @Test
    @DisplayName("lifetimes of a second or of a century make neither a flood nor an overflow")
    void lifetimes() {
        for (long lifetime : List.of(1L, 0xffff_ffffL)) {
            var server = new ScriptedServer(false);
            server.client.start(server.now);
            server.challenge(server.request(), 401);
            server.allocate(server.signed(), lifetime);
            server.sent();
            server.pass(Duration.ofSeconds(4));
            assertThat(server.sent()).isEmpty();
            server.pass(Duration.ofSeconds(3600));
            assertThat(server.sent().stream().map(StunMessage::parse))
                    .anyMatch(it -> it.method() == TurnMethod.REFRESH);
        }
    }

    @Test
    @DisplayName("a stream is cut into messages however it arrives, and one out of step is given up")
    void stream() {
        var allocate = new ScriptedServer(true);
        allocate.client.start(0);
        byte[] request = allocate.sent().getFirst();
        byte[] channel = TurnStream.framed(new ChannelData(0x4000, new byte[] {1, 2, 3}).encode());
        byte[] all = new byte[request.length + channel.length];
        System.arraycopy(request, 0, all, 0, request.length);
        System.arraycopy(channel, 0, all, request.length, channel.length);
        for (int cut = 1; cut < all.length; cut++) {
            var stream = new TurnStream();
            var messages = new ArrayList<byte[]>();
            messages.addAll(stream.read(Arrays.copyOf(all, cut)));
            messages.addAll(stream.read(Arrays.copyOfRange(all, cut, all.length)));
            assertThat(messages).containsExactly(request, channel);
            assertThat(Optional.ofNullable(ChannelData.parse(messages.getLast()))
                            .map(ChannelData::datagram))
                    .hasValueSatisfying(it -> assertThat(it).containsExactly(1, 2, 3));
        }
        var broken = new TurnStream();
        assertThat(broken.read(new byte[] {0x16, 3, 1, 0, 1, 0})).isEmpty();
        assertThat(broken.isBroken()).isTrue();
        assertThat(broken.read(request)).isEmpty();
    }
}
