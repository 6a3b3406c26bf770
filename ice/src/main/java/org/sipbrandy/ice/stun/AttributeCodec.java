package org.sipbrandy.ice.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The values of the attributes (RFC 8489 §14, RFC 8445 §7.1) to and from bytes. */
final class AttributeCodec {
    private static final int MAX_USERNAME = 513;
    static final int MAX_TEXT = 763;

    private AttributeCodec() {}

    static StunAttribute decode(int type, byte[] message, int from, int length, TransactionId id) {
        ByteBuffer value = ByteBuffer.wrap(message, from, length);
        return switch (type) {
            case AttributeType.MAPPED_ADDRESS ->
                new StunAttribute.MappedAddress(AddressCodec.decode(value, from, false, id));
            case AttributeType.XOR_MAPPED_ADDRESS ->
                new StunAttribute.XorMappedAddress(AddressCodec.decode(value, from, true, id));
            case AttributeType.USERNAME -> new StunAttribute.Username(text(value, from, MAX_USERNAME));
            case AttributeType.REALM -> new StunAttribute.Realm(text(value, from, MAX_TEXT));
            case AttributeType.NONCE -> new StunAttribute.Nonce(text(value, from, MAX_TEXT));
            case AttributeType.ALTERNATE_DOMAIN -> new StunAttribute.AlternateDomain(text(value, from, MAX_TEXT));
            case AttributeType.SOFTWARE -> new StunAttribute.Software(text(value, from, MAX_TEXT));
            case AttributeType.PRIORITY -> {
                expect(length == 4, from, "PRIORITY has 4 bytes");
                yield new StunAttribute.Priority(value.getInt() & 0xffff_ffffL);
            }
            case AttributeType.USE_CANDIDATE -> {
                expect(length == 0, from, "USE-CANDIDATE is empty");
                yield new StunAttribute.UseCandidate();
            }
            case AttributeType.ICE_CONTROLLED -> {
                expect(length == 8, from, "ICE-CONTROLLED has 8 bytes");
                yield new StunAttribute.IceControlled(value.getLong());
            }
            case AttributeType.ICE_CONTROLLING -> {
                expect(length == 8, from, "ICE-CONTROLLING has 8 bytes");
                yield new StunAttribute.IceControlling(value.getLong());
            }
            case AttributeType.ERROR_CODE -> errorCode(value, from);
            case AttributeType.UNKNOWN_ATTRIBUTES -> unknownAttributes(value, from);
            default -> TurnAttributeCodec.decode(type, value, from, id);
        };
    }

    static int type(StunAttribute attribute) {
        return switch (attribute) {
            case StunAttribute.MappedAddress _ -> AttributeType.MAPPED_ADDRESS;
            case StunAttribute.XorMappedAddress _ -> AttributeType.XOR_MAPPED_ADDRESS;
            case StunAttribute.Username _ -> AttributeType.USERNAME;
            case StunAttribute.Realm _ -> AttributeType.REALM;
            case StunAttribute.Nonce _ -> AttributeType.NONCE;
            case StunAttribute.Software _ -> AttributeType.SOFTWARE;
            case StunAttribute.Priority _ -> AttributeType.PRIORITY;
            case StunAttribute.UseCandidate _ -> AttributeType.USE_CANDIDATE;
            case StunAttribute.IceControlled _ -> AttributeType.ICE_CONTROLLED;
            case StunAttribute.IceControlling _ -> AttributeType.ICE_CONTROLLING;
            case StunAttribute.ErrorCode _ -> AttributeType.ERROR_CODE;
            case StunAttribute.UnknownAttributes _ -> AttributeType.UNKNOWN_ATTRIBUTES;
            case StunAttribute.AlternateServer _ -> AttributeType.ALTERNATE_SERVER;
            case StunAttribute.AlternateDomain _ -> AttributeType.ALTERNATE_DOMAIN;
            case LongTermAttribute longTerm -> TurnAttributeCodec.type(longTerm);
            case TurnAttribute turn -> TurnAttributeCodec.type(turn);
            case StunAttribute.Other other -> other.type();
        };
    }

    static byte[] encode(StunAttribute attribute, TransactionId id) {
        return switch (attribute) {
            case StunAttribute.MappedAddress mapped -> AddressCodec.encode(mapped.address(), false, id);
            case StunAttribute.XorMappedAddress mapped -> AddressCodec.encode(mapped.address(), true, id);
            case StunAttribute.Username username -> text(username.value(), MAX_USERNAME);
            case StunAttribute.Realm realm -> text(realm.value(), MAX_TEXT);
            case StunAttribute.Nonce nonce -> text(nonce.value(), MAX_TEXT);
            case StunAttribute.Software software -> text(software.value(), MAX_TEXT);
            case StunAttribute.Priority priority ->
                ByteBuffer.allocate(4).putInt((int) priority.value()).array();
            case StunAttribute.UseCandidate _ -> new byte[0];
            case StunAttribute.IceControlled role -> number(role.tieBreaker());
            case StunAttribute.IceControlling role -> number(role.tieBreaker());
            case StunAttribute.ErrorCode error -> {
                byte[] reason = text(error.reason(), MAX_TEXT);
                yield ByteBuffer.allocate(4 + reason.length)
                        .putShort((short) 0)
                        .put((byte) (error.code() / 100))
                        .put((byte) (error.code() % 100))
                        .put(reason)
                        .array();
            }
            case StunAttribute.UnknownAttributes unknown -> {
                ByteBuffer value = ByteBuffer.allocate(2 * unknown.types().size());
                unknown.types().forEach(type -> value.putShort((short) (int) type));
                yield value.array();
            }
            case StunAttribute.AlternateServer server -> AddressCodec.encode(server.address(), false, id);
            case StunAttribute.AlternateDomain domain -> text(domain.name(), MAX_TEXT);
            case LongTermAttribute longTerm -> TurnAttributeCodec.encode(longTerm);
            case TurnAttribute turn -> TurnAttributeCodec.encode(turn, id);
            case StunAttribute.Other other -> other.value().toArray();
        };
    }

    private static StunAttribute errorCode(ByteBuffer value, int from) {
        expect(value.remaining() >= 4, from, "ERROR-CODE has at least 4 bytes");
        value.getShort();
        int hundreds = value.get() & 7;
        int number = value.get() & 0xff;
        expect(hundreds >= 3 && hundreds <= 6 && number < 100, from, "no such error code");
        return new StunAttribute.ErrorCode(100 * hundreds + number, text(value, from, MAX_TEXT));
    }

    private static StunAttribute unknownAttributes(ByteBuffer value, int from) {
        expect(value.remaining() % 2 == 0, from, "UNKNOWN-ATTRIBUTES has pairs of bytes");
        List<Integer> types = new ArrayList<>(value.remaining() / 2);
        while (value.hasRemaining()) {
            types.add(value.getShort() & 0xffff);
        }
        return new StunAttribute.UnknownAttributes(types);
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    static String text(ByteBuffer value, int from, int max) {
        expect(value.remaining() <= max, from, "text too long");
        return StandardCharsets.UTF_8.decode(value).toString();
    }

    private static byte[] text(String value, int max) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > max) {
            throw new IllegalArgumentException("text of more than " + max + " bytes");
        }
        return bytes;
    }

    static void expect(boolean condition, int offset, String reason) {
        if (!condition) {
            throw new StunParseException(offset, reason);
        }
    }
}
