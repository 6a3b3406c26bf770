package org.sipbrandy.ice.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The values of {@link TurnAttribute} and {@link LongTermAttribute} to and from bytes. */
final class TurnAttributeCodec {
    private static final int HASH = 32;

    private TurnAttributeCodec() {}

    static StunAttribute decode(int type, ByteBuffer value, int from, TransactionId id) {
        int length = value.remaining();
        return switch (type) {
            case AttributeType.CHANNEL_NUMBER -> {
                four(length, from);
                yield new TurnAttribute.ChannelNumber(value.getShort() & 0xffff);
            }
            case AttributeType.LIFETIME -> {
                four(length, from);
                yield new TurnAttribute.Lifetime(value.getInt() & 0xffff_ffffL);
            }
            case AttributeType.XOR_PEER_ADDRESS ->
                new TurnAttribute.XorPeerAddress(AddressCodec.decode(value, from, true, id));
            case AttributeType.DATA -> new TurnAttribute.Data(new Bytes(rest(value)));
            case AttributeType.XOR_RELAYED_ADDRESS ->
                new TurnAttribute.XorRelayedAddress(AddressCodec.decode(value, from, true, id));
            case AttributeType.REQUESTED_ADDRESS_FAMILY -> {
                four(length, from);
                yield new TurnAttribute.RequestedAddressFamily(family(value, from));
            }
            case AttributeType.ADDITIONAL_ADDRESS_FAMILY -> {
                four(length, from);
                yield new TurnAttribute.AdditionalAddressFamily(family(value, from));
            }
            case AttributeType.REQUESTED_TRANSPORT -> {
                four(length, from);
                yield new TurnAttribute.RequestedTransport(value.get() & 0xff);
            }
            case AttributeType.ADDRESS_ERROR_CODE -> addressError(value, from);
            case AttributeType.USERHASH -> {
                AttributeCodec.expect(length == HASH, from, "USERHASH has 32 bytes");
                yield new LongTermAttribute.Userhash(new Bytes(rest(value)));
            }
            case AttributeType.PASSWORD_ALGORITHM -> {
                AttributeCodec.expect(length >= 4, from, "PASSWORD-ALGORITHM has at least 4 bytes");
                yield new LongTermAttribute.PasswordAlgorithm(value.getShort() & 0xffff);
            }
            case AttributeType.PASSWORD_ALGORITHMS -> new LongTermAttribute.PasswordAlgorithms(new Bytes(rest(value)));
            case AttributeType.ALTERNATE_SERVER ->
                new StunAttribute.AlternateServer(AddressCodec.decode(value, from, false, id));
            default -> new StunAttribute.Other(type, new Bytes(rest(value)));
        };
    }

    static int type(TurnAttribute attribute) {
        return switch (attribute) {
            case TurnAttribute.ChannelNumber _ -> AttributeType.CHANNEL_NUMBER;
            case TurnAttribute.Lifetime _ -> AttributeType.LIFETIME;
            case TurnAttribute.XorPeerAddress _ -> AttributeType.XOR_PEER_ADDRESS;
            case TurnAttribute.Data _ -> AttributeType.DATA;
            case TurnAttribute.XorRelayedAddress _ -> AttributeType.XOR_RELAYED_ADDRESS;
            case TurnAttribute.RequestedAddressFamily _ -> AttributeType.REQUESTED_ADDRESS_FAMILY;
            case TurnAttribute.AdditionalAddressFamily _ -> AttributeType.ADDITIONAL_ADDRESS_FAMILY;
            case TurnAttribute.RequestedTransport _ -> AttributeType.REQUESTED_TRANSPORT;
            case TurnAttribute.AddressErrorCode _ -> AttributeType.ADDRESS_ERROR_CODE;
        };
    }

    static int type(LongTermAttribute attribute) {
        return switch (attribute) {
            case LongTermAttribute.Userhash _ -> AttributeType.USERHASH;
            case LongTermAttribute.PasswordAlgorithm _ -> AttributeType.PASSWORD_ALGORITHM;
            case LongTermAttribute.PasswordAlgorithms _ -> AttributeType.PASSWORD_ALGORITHMS;
        };
    }

    static byte[] encode(TurnAttribute attribute, TransactionId id) {
        return switch (attribute) {
            case TurnAttribute.ChannelNumber channel -> word(channel.number() << 16);
            case TurnAttribute.Lifetime lifetime -> word((int) lifetime.seconds());
            case TurnAttribute.XorPeerAddress peer -> AddressCodec.encode(peer.address(), true, id);
            case TurnAttribute.Data data -> data.value().toArray();
            case TurnAttribute.XorRelayedAddress relayed -> AddressCodec.encode(relayed.address(), true, id);
            case TurnAttribute.RequestedAddressFamily family -> word(number(family.v6()) << 24);
            case TurnAttribute.AdditionalAddressFamily family -> word(number(family.v6()) << 24);
            case TurnAttribute.RequestedTransport transport -> word(transport.protocol() << 24);
            case TurnAttribute.AddressErrorCode error -> {
                byte[] reason = error.reason().getBytes(StandardCharsets.UTF_8);
                yield ByteBuffer.allocate(4 + reason.length)
                        .putInt(number(error.v6()) << 24 | error.code() / 100 << 8 | error.code() % 100)
                        .put(reason)
                        .array();
            }
        };
    }

    static byte[] encode(LongTermAttribute attribute) {
        return switch (attribute) {
            case LongTermAttribute.Userhash hash -> hash.value().toArray();
            case LongTermAttribute.PasswordAlgorithm chosen -> word(chosen.number() << 16);
            case LongTermAttribute.PasswordAlgorithms offered -> offered.value().toArray();
        };
    }

    private static StunAttribute addressError(ByteBuffer value, int from) {
        AttributeCodec.expect(value.remaining() >= 4, from, "ADDRESS-ERROR-CODE has at least 4 bytes");
        boolean v6 = family(value, from);
        value.get();
        int hundreds = value.get() & 7;
        int number = value.get() & 0xff;
        AttributeCodec.expect(hundreds >= 3 && hundreds <= 6 && number < 100, from, "no such error code");
        return new TurnAttribute.AddressErrorCode(
                v6, 100 * hundreds + number, AttributeCodec.text(value, from, AttributeCodec.MAX_TEXT));
    }

    private static boolean family(ByteBuffer value, int from) {
        int family = value.get();
        AttributeCodec.expect(
                family == AddressCodec.FAMILY_V4 || family == AddressCodec.FAMILY_V6, from, "no such address family");
        return family == AddressCodec.FAMILY_V6;
    }

    private static int number(boolean v6) {
        return v6 ? AddressCodec.FAMILY_V6 : AddressCodec.FAMILY_V4;
    }

    private static byte[] word(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] rest(ByteBuffer value) {
        return Arrays.copyOfRange(value.array(), value.position(), value.limit());
    }

    private static void four(int length, int from) {
        AttributeCodec.expect(length == 4, from, "this attribute has 4 bytes");
    }
}
