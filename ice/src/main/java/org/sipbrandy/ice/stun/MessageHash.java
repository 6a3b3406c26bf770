package org.sipbrandy.ice.stun;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hashes at the end of a STUN message: each covers the header as if the message ended with it. */
final class MessageHash {
    static final int SHA1_LENGTH = 20;
    static final int SHA256_LENGTH = 32;
    private static final int FINGERPRINT_MASK = 0x5354_554e;

    private MessageHash() {}

    /** RFC 8489 §14.5: over what stands before {@code end}, where the attribute begins. */
    static byte[] sha1(byte[] message, int end, byte[] key) {
        return hmac("HmacSHA1", message, end, SHA1_LENGTH, key);
    }

    /** RFC 8489 §14.6; the whole 32 bytes, for an attribute with {@code length} of them. */
    static byte[] sha256(byte[] message, int end, int length, byte[] key) {
        return hmac("HmacSHA256", message, end, length, key);
    }

    /** RFC 8489 §14.7. */
    static int fingerprint(byte[] message, int end) {
        CRC32 crc = new CRC32();
        crc.update(header(message, end + 8));
        crc.update(message, 4, end - 4);
        return (int) crc.getValue() ^ FINGERPRINT_MASK;
    }

    private static byte[] hmac(String algorithm, byte[] message, int end, int length, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            mac.update(header(message, end + 4 + length));
            mac.update(message, 4, end - 4);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is part of every Java", e);
        }
    }

    private static byte[] header(byte[] message, int end) {
        byte[] header = Arrays.copyOf(message, 4);
        int length = end - StunMessage.HEADER_LENGTH;
        header[2] = (byte) (length >>> 8);
        header[3] = (byte) length;
        return header;
    }
}
