package org.sipbrandy.ice.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;

/** The values of the attributes (RFC 8489 §14, RFC 8445 §7.1) to and from bytes. */
final class AttributeCodec {
    private static final int FAMILY_V4 = 1;
    private static final int FAMILY_V6 = 2;
    private static final int MAX_USERNAME = 513;
    private static final int MAX_TEXT = 763;

    private AttributeCodec() {}

    static StunAttribute decode(int type, byte[] message, int from, int length, TransactionId id) {
        ByteBuffer value = ByteBuffer.wrap(message, from, length);
        return switch (type) {
            case AttributeType.MAPPED_ADDRESS -> new StunAttribute.MappedAddress(address(value, from, false, id));
            case AttributeType.XOR_MAPPED_ADDRESS -> new StunAttribute.XorMappedAddress(address(value, from, true, id));
            case AttributeType.USERNAME -> new StunAttribute.Username(text(value, from, MAX_USERNAME));
            case AttributeType.REALM -> new StunAttribute.Realm(text(value, from, MAX_TEXT));
            case AttributeType.NONCE -> new StunAttribute.Nonce(text(value, from, MAX_TEXT));
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
            default -> {
                byte[] bytes = new byte[length];
                value.get(bytes);
                yield new StunAttribute.Other(type, new Bytes(bytes));
            }
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
            case StunAttribute.Other other -> other.type();
        };
    }

    static byte[] encode(StunAttribute attribute, TransactionId id) {
        return switch (attribute) {
            case StunAttribute.MappedAddress mapped -> address(mapped.address(), false, id);
            case StunAttribute.XorMappedAddress mapped -> address(mapped.address(), true, id);
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

    private static TransportAddress address(ByteBuffer value, int from, boolean xor, TransactionId id) {
        expect(value.remaining() == 8 || value.remaining() == 20, from, "an address attribute has 8 or 20 bytes");
        value.get();
        int family = value.get();
        expect(family == (value.remaining() == 6 ? FAMILY_V4 : FAMILY_V6), from, "address family and length differ");
        int port = value.getShort() & 0xffff;
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return xor
                ? new TransportAddress(IpAddress.of(masked(bytes, id)), port ^ StunMessage.COOKIE >>> 16)
                : new TransportAddress(IpAddress.of(bytes), port);
    }

    private static byte[] address(TransportAddress address, boolean xor, TransactionId id) {
        byte[] bytes = address.address().bytes();
        return ByteBuffer.allocate(4 + bytes.length)
                .put((byte) 0)
                .put((byte) (bytes.length == 4 ? FAMILY_V4 : FAMILY_V6))
                .putShort((short) (xor ? address.port() ^ StunMessage.COOKIE >>> 16 : address.port()))
                .put(xor ? masked(bytes, id) : bytes)
                .array();
    }

    /** RFC 8489 §14.2: exclusive or with the magic cookie and, for IPv6, the transaction id. */
    private static byte[] masked(byte[] bytes, TransactionId id) {
        byte[] mask = ByteBuffer.allocate(16)
                .putInt(StunMessage.COOKIE)
                .putInt(id.high())
                .putLong(id.low())
                .array();
        byte[] masked = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            masked[i] = (byte) (bytes[i] ^ mask[i]);
        }
        return masked;
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private static String text(ByteBuffer value, int from, int max) {
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

    private static void expect(boolean condition, int offset, String reason) {
        if (!condition) {
            throw new StunParseException(offset, reason);
        }
    }
}
