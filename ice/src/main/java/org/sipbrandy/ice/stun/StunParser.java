package org.sipbrandy.ice.stun;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** RFC 8489 §5, §6.3 and §14. */
final class StunParser {
    private static final int MAX_ATTRIBUTES = 64;

    private StunParser() {}

    static StunMessage parse(byte[] bytes) {
        expect(bytes.length >= StunMessage.HEADER_LENGTH, 0, "shorter than a header");
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int type = in.getShort() & 0xffff;
        expect(type >>> 14 == 0, 0, "the first two bits are not zero");
        int length = in.getShort() & 0xffff;
        expect(length % 4 == 0, 2, "a length that is no multiple of 4");
        expect(length == bytes.length - StunMessage.HEADER_LENGTH, 2, "another length than the datagram's");
        expect(in.getInt() == StunMessage.COOKIE, 4, "no magic cookie");
        TransactionId id = new TransactionId(in.getInt(), in.getLong());

        List<StunAttribute> attributes = new ArrayList<>();
        int sha1 = -1;
        int sha256 = -1;
        int sha256Length = 0;
        int fingerprint = -1;
        int count = 0;
        int at = StunMessage.HEADER_LENGTH;
        while (at < bytes.length) {
            expect(++count <= MAX_ATTRIBUTES, at, "too many attributes");
            expect(fingerprint < 0, at, "an attribute after FINGERPRINT");
            int attribute = in.getShort(at) & 0xffff;
            int valueLength = in.getShort(at + 2) & 0xffff;
            int next = at + 4 + (valueLength + 3 & ~3);
            expect(next <= bytes.length, at, "an attribute beyond the end");
            switch (attribute) {
                case AttributeType.MESSAGE_INTEGRITY -> {
                    expect(valueLength == MessageHash.SHA1_LENGTH, at, "MESSAGE-INTEGRITY has 20 bytes");
                    // RFC 8489 §14.5: what follows an integrity is not processed, but for a stronger one.
                    sha1 = sha1 < 0 && sha256 < 0 ? at : sha1;
                }
                case AttributeType.MESSAGE_INTEGRITY_SHA256 -> {
                    boolean truncated = valueLength >= 16 && valueLength % 4 == 0;
                    expect(truncated && valueLength <= MessageHash.SHA256_LENGTH, at, "no length of this integrity");
                    if (sha256 < 0) {
                        sha256 = at;
                        sha256Length = valueLength;
                    }
                }
                case AttributeType.FINGERPRINT -> {
                    expect(valueLength == 4, at, "FINGERPRINT has 4 bytes");
                    expect(in.getInt(at + 4) == MessageHash.fingerprint(bytes, at), at, "FINGERPRINT is wrong");
                    fingerprint = at;
                }
                default -> {
                    if (sha1 < 0 && sha256 < 0) {
                        attributes.add(AttributeCodec.decode(attribute, bytes, at + 4, valueLength, id));
                    }
                }
            }
            at = next;
        }
        // RFC 8489 §5: the class is in bits 4 and 8, the method in the other twelve.
        StunClass messageClass = StunClass.values()[type >>> 7 & 2 | type >>> 4 & 1];
        int method = type & 0xf | type >>> 1 & 0x70 | type >>> 2 & 0xf80;
        StunMessage.Trailer trailer = new StunMessage.Trailer(sha1, sha256, sha256Length, fingerprint);
        return new StunMessage(messageClass, method, id, attributes, bytes, trailer);
    }

    private static void expect(boolean condition, int offset, String reason) {
        if (!condition) {
            throw new StunParseException(offset, reason);
        }
    }
}
