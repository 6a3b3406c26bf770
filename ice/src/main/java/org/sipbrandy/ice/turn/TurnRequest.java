package org.sipbrandy.ice.turn;

import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.TurnAttribute;

/** What we ask of a TURN server; made into a message anew for each attempt. */
sealed interface TurnRequest {
    int method();

    void addTo(StunBuilder message);

    /** RFC 8656 §7.1: a relayed address for UDP, one of each family if the server has both. */
    record Allocate() implements TurnRequest {
        private static final int UDP = 17;

        @Override
        public int method() {
            return TurnMethod.ALLOCATE;
        }

        @Override
        public void addTo(StunBuilder message) {
            // Servers that know one family only pass the second attribute over.
            message.add(new TurnAttribute.RequestedTransport(UDP)).add(new TurnAttribute.AdditionalAddressFamily(true));
        }
    }

    /** RFC 8656 §8.1; 0 seconds deletes. */
    record Refresh(long seconds) implements TurnRequest {
        @Override
        public int method() {
            return TurnMethod.REFRESH;
        }

        @Override
        public void addTo(StunBuilder message) {
            message.add(new TurnAttribute.Lifetime(seconds));
        }
    }

    /** RFC 8656 §10.1. */
    record Permit(IpAddress peer) implements TurnRequest {
        @Override
        public int method() {
            return TurnMethod.CREATE_PERMISSION;
        }

        @Override
        public void addTo(StunBuilder message) {
            message.add(new TurnAttribute.XorPeerAddress(new TransportAddress(peer, 0)));
        }
    }

    /** RFC 8656 §12.1. */
    record Bind(int channel, TransportAddress peer) implements TurnRequest {
        @Override
        public int method() {
            return TurnMethod.CHANNEL_BIND;
        }

        @Override
        public void addTo(StunBuilder message) {
            message.add(new TurnAttribute.ChannelNumber(channel)).add(new TurnAttribute.XorPeerAddress(peer));
        }
    }
}
