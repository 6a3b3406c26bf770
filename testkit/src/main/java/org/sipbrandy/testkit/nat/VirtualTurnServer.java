package org.sipbrandy.testkit.nat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.Bytes;
import org.sipbrandy.ice.stun.Integrity;
import org.sipbrandy.ice.stun.LongTermKey;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.StunParseException;
import org.sipbrandy.ice.stun.TransactionId;
import org.sipbrandy.ice.stun.TurnAttribute;

/** A STUN and TURN server (RFC 8489, RFC 8656) over UDP for one user, on a {@link NatNetwork}. It keeps every rule it has. */
public final class VirtualTurnServer implements NatNetwork.Host {
    private static final int ALLOCATE = 3;
    private static final int REFRESH = 4;
    private static final int SEND = 6;
    private static final int DATA = 7;
    private static final int CREATE_PERMISSION = 8;
    private static final int CHANNEL_BIND = 9;
    private static final long SECOND = 1_000_000_000L;
    private static final String REALM = "turn.example";

    private final NatNetwork net;
    private final TransportAddress address;
    private final String user;
    private final byte[] key;
    private final Map<TransportAddress, Allocation> byClient = new HashMap<>();
    private final Map<TransportAddress, Allocation> byRelayed = new HashMap<>();
    private int nextPort = 50_000;
    private int nonce = 1;

    private static final class Allocation {
        private final TransportAddress client;
        private final TransportAddress relayed;
        private long expires;
        private final Map<IpAddress, Long> permissions = new HashMap<>();
        private final Map<Integer, TransportAddress> channels = new HashMap<>();

        private Allocation(TransportAddress client, TransportAddress relayed) {
            this.client = client;
            this.relayed = relayed;
        }
    }

    /** Puts a server on the network. */
    public VirtualTurnServer(NatNetwork net, TransportAddress address, String user, String password) {
        this.net = net;
        this.address = address;
        this.user = user;
        this.key = LongTermKey.md5(user, REALM, password);
        net.attach(address.address().toString(), this);
    }

    /** All nonces are stale from now on. */
    public void renewNonce() {
        nonce++;
    }

    /** How many allocations it holds. */
    public int allocations() {
        return byClient.size();
    }

    @Override
    public void received(TransportAddress local, TransportAddress from, byte[] datagram, long now) {
        byClient.values().removeIf(it -> it.expires <= now);
        byRelayed.values().removeIf(it -> it.expires <= now);
        if (!local.equals(address)) {
            fromPeer(local, from, datagram, now);
        } else if (datagram.length >= 4 && datagram[0] >= 0x40) {
            channelData(from, datagram, now);
        } else {
            try {
                message(StunMessage.parse(datagram), from, now);
            } catch (StunParseException _) {
                // Nobody answers that.
            }
        }
    }

    private void message(StunMessage message, TransportAddress from, long now) {
        if (message.messageClass() == StunClass.INDICATION) {
            Allocation allocation = byClient.get(from);
            var peer = message.first(TurnAttribute.XorPeerAddress.class);
            var data = message.first(TurnAttribute.Data.class);
            if (message.method() == SEND && allocation != null && peer.isPresent() && data.isPresent()) {
                toPeer(allocation, peer.get().address(), data.get().value().toArray(), now);
            }
            return;
        }
        if (message.messageClass() != StunClass.REQUEST) {
            return;
        }
        if (message.method() == StunMessage.BINDING) {
            reply(
                    from,
                    StunBuilder.success(message)
                            .add(new StunAttribute.XorMappedAddress(from))
                            .encode());
        } else if (authorised(message, from)) {
            request(message, from, now);
        }
    }

    private boolean authorised(StunMessage message, TransportAddress from) {
        boolean known = message.first(StunAttribute.Username.class)
                .filter(it -> it.value().equals(user))
                .isPresent();
        boolean fresh = message.first(StunAttribute.Nonce.class)
                .filter(it -> it.value().equals("n" + nonce))
                .isPresent();
        boolean signed = message.integrity(key) == Integrity.VALID;
        if (known && signed && fresh) {
            return true;
        }
        int code = known && signed ? 438 : 401;
        reply(
                from,
                StunBuilder.error(message)
                        .add(new StunAttribute.ErrorCode(code, "No"))
                        .add(new StunAttribute.Realm(REALM))
                        .add(new StunAttribute.Nonce("n" + nonce))
                        .encode());
        return false;
    }

    private void request(StunMessage message, TransportAddress from, long now) {
        @Nullable Allocation allocation = byClient.get(from);
        switch (message.method()) {
            case ALLOCATE -> {
                Allocation made = allocation;
                if (made == null) {
                    made = new Allocation(from, new TransportAddress(address.address(), nextPort++));
                    byClient.put(from, made);
                    byRelayed.put(made.relayed, made);
                }
                made.expires = now + 600 * SECOND;
                sign(
                        from,
                        StunBuilder.success(message)
                                .add(new TurnAttribute.XorRelayedAddress(made.relayed))
                                .add(new TurnAttribute.Lifetime(600))
                                .add(new StunAttribute.XorMappedAddress(from)));
            }
            case REFRESH, CREATE_PERMISSION, CHANNEL_BIND -> {
                if (allocation == null) {
                    sign(from, StunBuilder.error(message).add(new StunAttribute.ErrorCode(437, "Mismatch")));
                } else {
                    sign(from, held(allocation, message, now));
                }
            }
            default -> sign(from, StunBuilder.error(message).add(new StunAttribute.ErrorCode(400, "What?")));
        }
    }

    private StunBuilder held(Allocation allocation, StunMessage message, long now) {
        if (message.method() == REFRESH) {
            long seconds = message.first(TurnAttribute.Lifetime.class)
                    .map(TurnAttribute.Lifetime::seconds)
                    .orElse(600L);
            allocation.expires = now + seconds * SECOND;
            return StunBuilder.success(message).add(new TurnAttribute.Lifetime(seconds));
        }
        Optional<TransportAddress> peer =
                message.first(TurnAttribute.XorPeerAddress.class).map(TurnAttribute.XorPeerAddress::address);
        Optional<Integer> channel =
                message.first(TurnAttribute.ChannelNumber.class).map(TurnAttribute.ChannelNumber::number);
        boolean right = peer.isPresent() && (message.method() == CREATE_PERMISSION || free(allocation, channel, peer));
        if (!right) {
            return StunBuilder.error(message).add(new StunAttribute.ErrorCode(400, "Bad Request"));
        }
        allocation.permissions.put(peer.get().address(), now + 300 * SECOND);
        channel.ifPresent(it -> allocation.channels.put(it, peer.get()));
        return StunBuilder.success(message);
    }

    /** RFC 8656 §12.2. */
    private static boolean free(Allocation allocation, Optional<Integer> channel, Optional<TransportAddress> peer) {
        if (channel.isEmpty() || channel.get() < 0x4000 || channel.get() > 0x4fff) {
            return false;
        }
        return allocation.channels.entrySet().stream()
                .allMatch(
                        it -> it.getKey().equals(channel.get()) == it.getValue().equals(peer.orElseThrow()));
    }

    private void channelData(TransportAddress from, byte[] datagram, long now) {
        Allocation allocation = byClient.get(from);
        int channel = (datagram[0] & 0xff) << 8 | datagram[1] & 0xff;
        int length = (datagram[2] & 0xff) << 8 | datagram[3] & 0xff;
        TransportAddress peer = allocation == null ? null : allocation.channels.get(channel);
        if (allocation != null && peer != null && length <= datagram.length - 4) {
            toPeer(allocation, peer, java.util.Arrays.copyOfRange(datagram, 4, 4 + length), now);
        }
    }

    private void toPeer(Allocation allocation, TransportAddress peer, byte[] datagram, long now) {
        if (allocation.permissions.getOrDefault(peer.address(), 0L) > now) {
            net.send(allocation.relayed, peer, datagram);
        }
    }

    private void fromPeer(TransportAddress relayed, TransportAddress peer, byte[] datagram, long now) {
        Allocation allocation = byRelayed.get(relayed);
        if (allocation == null || allocation.permissions.getOrDefault(peer.address(), 0L) <= now) {
            return;
        }
        for (var channel : allocation.channels.entrySet()) {
            if (channel.getValue().equals(peer)) {
                byte[] data = new byte[4 + datagram.length];
                data[0] = (byte) (channel.getKey() >>> 8);
                data[1] = (byte) (int) channel.getKey();
                data[2] = (byte) (datagram.length >>> 8);
                data[3] = (byte) datagram.length;
                System.arraycopy(datagram, 0, data, 4, datagram.length);
                reply(allocation.client, data);
                return;
            }
        }
        reply(
                allocation.client,
                StunBuilder.of(StunClass.INDICATION, DATA, new TransactionId(0, now))
                        .add(new TurnAttribute.XorPeerAddress(peer))
                        .add(new TurnAttribute.Data(new Bytes(datagram)))
                        .encode());
    }

    private void sign(TransportAddress to, StunBuilder message) {
        reply(to, message.integrity(key).encode());
    }

    private void reply(TransportAddress to, byte[] message) {
        net.send(address, to, message);
    }

    @Override
    public void timeout(long now) {}

    @Override
    public long deadline() {
        return Long.MAX_VALUE;
    }
}
