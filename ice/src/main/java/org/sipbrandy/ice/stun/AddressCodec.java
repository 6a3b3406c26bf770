package org.sipbrandy.ice.stun;

import java.nio.ByteBuffer;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;

/** Addresses in attributes, plain (RFC 8489 §14.1) or exclusive-or'ed (§14.2). */
final class AddressCodec {
    static final int FAMILY_V4 = 1;
    static final int FAMILY_V6 = 2;

    private AddressCodec() {}

    static TransportAddress decode(ByteBuffer value, int from, boolean xor, TransactionId id) {
        AttributeCodec.expect(
                value.remaining() == 8 || value.remaining() == 20, from, "an address attribute has 8 or 20 bytes");
        value.get();
        int family = value.get();
        AttributeCodec.expect(
                family == (value.remaining() == 6 ? FAMILY_V4 : FAMILY_V6), from, "address family and length differ");
        int port = value.getShort() & 0xffff;
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return xor
                ? new TransportAddress(IpAddress.of(masked(bytes, id)), port ^ StunMessage.COOKIE >>> 16)
                : new TransportAddress(IpAddress.of(bytes), port);
    }

    static byte[] encode(TransportAddress address, boolean xor, TransactionId id) {
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
}
