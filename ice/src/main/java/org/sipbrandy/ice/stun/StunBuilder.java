package org.sipbrandy.ice.stun;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes one STUN message: attributes first, then integrity, then the fingerprint. */
public final class StunBuilder {
    private static final int MAX_LENGTH = 0xfffc;

    private final TransactionId id;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    private boolean protectedNow;
    private boolean complete;
    private byte padding;

    private StunBuilder(StunClass messageClass, int method, TransactionId id) {
        this.id = id;
        int classBits = messageClass.ordinal();
        int type = method & 0xf
                | (method & 0x70) << 1
                | (method & 0xf80) << 2
                | (classBits & 1) << 4
                | (classBits & 2) << 7;
        out.writeBytes(ByteBuffer.allocate(StunMessage.HEADER_LENGTH)
                .putShort((short) type)
                .putShort((short) 0)
                .putInt(StunMessage.COOKIE)
                .putInt(id.high())
                .putLong(id.low())
                .array());
    }

    public static StunBuilder request(TransactionId id) {
        return new StunBuilder(StunClass.REQUEST, StunMessage.BINDING, id);
    }

    public static StunBuilder indication(TransactionId id) {
        return new StunBuilder(StunClass.INDICATION, StunMessage.BINDING, id);
    }

    public static StunBuilder success(StunMessage request) {
        return new StunBuilder(StunClass.SUCCESS, request.method(), request.id());
    }

    public static StunBuilder error(StunMessage request) {
        return new StunBuilder(StunClass.ERROR, request.method(), request.id());
    }

    /** With any class and method (12 bits). */
    public static StunBuilder of(StunClass messageClass, int method, TransactionId id) {
        return new StunBuilder(messageClass, method, id);
    }

    /** What fills values up to four bytes; RFC 8489 §14 says zero, RFC 5769 used spaces. */
    StunBuilder padding(byte value) {
        padding = value;
        return this;
    }

    /** @throws IllegalStateException after the integrity or the fingerprint */
    public StunBuilder add(StunAttribute attribute) {
        if (protectedNow) {
            throw new IllegalStateException("an attribute after the integrity is not protected by it");
        }
        append(AttributeCodec.type(attribute), AttributeCodec.encode(attribute, id));
        return this;
    }

    /** MESSAGE-INTEGRITY (RFC 8489 §14.5). */
    public StunBuilder integrity(byte[] key) {
        protectedNow = true;
        append(AttributeType.MESSAGE_INTEGRITY, MessageHash.sha1(out.toByteArray(), out.size(), key));
        return this;
    }

    /** MESSAGE-INTEGRITY-SHA256 (RFC 8489 §14.6), not truncated. */
    public StunBuilder integritySha256(byte[] key) {
        protectedNow = true;
        byte[] hash = MessageHash.sha256(out.toByteArray(), out.size(), MessageHash.SHA256_LENGTH, key);
        append(AttributeType.MESSAGE_INTEGRITY_SHA256, hash);
        return this;
    }

    /** The whole message, with a FINGERPRINT (RFC 8489 §14.7). */
    public byte[] withFingerprint() {
        int crc = MessageHash.fingerprint(out.toByteArray(), out.size());
        append(AttributeType.FINGERPRINT, ByteBuffer.allocate(4).putInt(crc).array());
        return encode();
    }

    /** The whole message as it is. */
    public byte[] encode() {
        complete = true;
        byte[] message = out.toByteArray();
        ByteBuffer.wrap(message).putShort(2, (short) (message.length - StunMessage.HEADER_LENGTH));
        return message;
    }

    private void append(int type, byte[] value) {
        if (complete) {
            throw new IllegalStateException("the message is complete");
        }
        int padded = value.length + 3 & ~3;
        if (out.size() + 4 + padded > MAX_LENGTH) {
            throw new IllegalStateException("the message is too long");
        }
        out.write(type >>> 8);
        out.write(type);
        out.write(value.length >>> 8);
        out.write(value.length);
        out.writeBytes(value);
        for (int i = value.length; i < padded; i++) {
            out.write(padding);
        }
    }
}
