package org.sipbrandy.ice.stun;

import org.sipbrandy.ice.TransportAddress;

/** The attributes of a TURN client (RFC 8656 §18). */
public sealed interface TurnAttribute extends StunAttribute {
    /** RFC 8656 §18.1. */
    record ChannelNumber(int number) implements TurnAttribute {}

    /** RFC 8656 §18.2: seconds, unsigned. */
    record Lifetime(long seconds) implements TurnAttribute {}

    /** RFC 8656 §18.3. */
    record XorPeerAddress(TransportAddress address) implements TurnAttribute {}

    /** RFC 8656 §18.4. */
    record Data(Bytes value) implements TurnAttribute {}

    /** RFC 8656 §18.5. */
    record XorRelayedAddress(TransportAddress address) implements TurnAttribute {}

    /** RFC 8656 §18.6. */
    record RequestedAddressFamily(boolean v6) implements TurnAttribute {}

    /** RFC 8656 §18.11: an IPv6 address besides the IPv4 one. */
    record AdditionalAddressFamily(boolean v6) implements TurnAttribute {}

    /** RFC 8656 §18.8: the transport of the relayed address; UDP is 17. */
    record RequestedTransport(int protocol) implements TurnAttribute {}

    /** RFC 8656 §18.12: why one of two families was not to be had. */
    record AddressErrorCode(boolean v6, int code, String reason) implements TurnAttribute {}
}
