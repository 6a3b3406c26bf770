package org.sipbrandy.ice.stun;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A STUN message as it was received (RFC 8489 §5). {@link StunBuilder} makes those to send. */
public final class StunMessage {
    public static final int HEADER_LENGTH = 20;
    public static final int COOKIE = 0x2112_a442;
    /** The method of ICE. */
    public static final int BINDING = 1;

    private final StunClass messageClass;
    private final int method;
    private final TransactionId id;
    private final List<StunAttribute> attributes;
    private final byte[] bytes;
    private final Trailer trailer;

    /** Where the hashes begin, or −1; {@code sha256Length} is that of the value. */
    record Trailer(int sha1, int sha256, int sha256Length, int fingerprint) {}

    StunMessage(
            StunClass messageClass,
            int method,
            TransactionId id,
            List<StunAttribute> attributes,
            byte[] bytes,
            Trailer trailer) {
        this.messageClass = messageClass;
        this.method = method;
        this.id = id;
        this.attributes = List.copyOf(attributes);
        this.bytes = bytes;
        this.trailer = trailer;
    }

    /**
     * Reads a whole datagram.
     *
     * @throws StunParseException if it is no well-formed STUN message, or its FINGERPRINT is wrong
     */
    public static StunMessage parse(byte[] datagram) {
        return StunParser.parse(datagram.clone());
    }

    public StunClass messageClass() {
        return messageClass;
    }

    /** 12 bits; {@link #BINDING} is the one of ICE. */
    public int method() {
        return method;
    }

    public TransactionId id() {
        return id;
    }

    /** In the order of the message, without those behind its integrity, which nothing protects (RFC 8489 §14.5). */
    public List<StunAttribute> attributes() {
        return attributes;
    }

    /** The first attribute of this type (RFC 8489 §14: later ones are ignored). */
    public <T extends StunAttribute> Optional<T> first(Class<T> type) {
        for (StunAttribute attribute : attributes) {
            if (type.isInstance(attribute)) {
                return Optional.of(type.cast(attribute));
            }
        }
        return Optional.empty();
    }

    /** The comprehension-required attributes that we do not know (RFC 8489 §6.3.1): a request with any gets a 420. */
    public List<Integer> unknownRequired() {
        return attributes.stream()
                .filter(a -> a instanceof StunAttribute.Other other && other.required())
                .map(AttributeCodec::type)
                .distinct()
                .toList();
    }

    public boolean hasFingerprint() {
        return trailer.fingerprint() >= 0;
    }

    /** Whether it carries a MESSAGE-INTEGRITY-SHA256, so that the answer shall, too. */
    public boolean hasSha256() {
        return trailer.sha256() >= 0;
    }

    /** Checks, in constant time, whatever integrity there is; of two both must be right. */
    public Integrity integrity(byte[] key) {
        if (trailer.sha1() < 0 && trailer.sha256() < 0) {
            return Integrity.ABSENT;
        }
        boolean valid = true;
        if (trailer.sha1() >= 0) {
            byte[] expected = MessageHash.sha1(bytes, trailer.sha1(), key);
            valid &= MessageDigest.isEqual(expected, value(trailer.sha1(), MessageHash.SHA1_LENGTH));
        }
        if (trailer.sha256() >= 0) {
            int length = trailer.sha256Length();
            byte[] expected = MessageHash.sha256(bytes, trailer.sha256(), length, key);
            valid &= MessageDigest.isEqual(Arrays.copyOf(expected, length), value(trailer.sha256(), length));
        }
        return valid ? Integrity.VALID : Integrity.INVALID;
    }

    private byte[] value(int attribute, int length) {
        return Arrays.copyOfRange(bytes, attribute + 4, attribute + 4 + length);
    }

    @Override
    public String toString() {
        return messageClass + " of method " + method + " " + id + " " + attributes;
    }
}
