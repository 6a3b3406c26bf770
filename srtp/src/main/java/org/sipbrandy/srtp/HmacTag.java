package org.sipbrandy.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** HMAC-SHA1 cut to a tag (RFC 3711 §4.2). */
final class HmacTag {
    /** Octets of a session authentication key (RFC 3711 §8.2: n_a = 160). */
    static final int KEY_LENGTH = 20;

    private static final int HASH_LENGTH = 20;

    private final Mac mac;
    private final SessionKey key;
    private final int length;
    private final byte[] hash = new byte[HASH_LENGTH];
    private final byte[] word = new byte[4];

    /** Takes the key's array over. */
    HmacTag(byte[] key, int length, Algorithms algorithms) {
        this.mac = algorithms.mac("HmacSHA1");
        this.key = new SessionKey("HmacSHA1", key);
        this.length = length;
        try {
            mac.init(this.key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC refuses a key of " + key.length + " octets", e);
        }
    }

    int length() {
        return length;
    }

    /** Writes the tag of {@code packet[offset .. offset+count)} to {@code tagAt}. */
    void write(byte[] packet, int offset, int count, int tagAt) {
        compute(packet, offset, count);
        System.arraycopy(hash, 0, packet, tagAt, length);
    }

    /** As {@link #write}, with the ROC after the packet, which is not sent (RFC 3711 §4.2). */
    void write(byte[] packet, int offset, int count, int roc, int tagAt) {
        compute(packet, offset, count, roc);
        System.arraycopy(hash, 0, packet, tagAt, length);
    }

    boolean verify(byte[] packet, int offset, int count, int tagAt) {
        compute(packet, offset, count);
        return matches(packet, tagAt);
    }

    boolean verify(byte[] packet, int offset, int count, int roc, int tagAt) {
        compute(packet, offset, count, roc);
        return matches(packet, tagAt);
    }

    /** Takes the same time whatever differs. */
    private boolean matches(byte[] packet, int tagAt) {
        int difference = 0;
        for (int i = 0; i < length; i++) {
            difference |= packet[tagAt + i] ^ hash[i];
        }
        return difference == 0;
    }

    private void compute(byte[] packet, int offset, int count, int roc) {
        Words.int32(word, 0, roc);
        mac.update(packet, offset, count);
        mac.update(word, 0, word.length);
        finish();
    }

    private void compute(byte[] packet, int offset, int count) {
        mac.update(packet, offset, count);
        finish();
    }

    private void finish() {
        try {
            mac.doFinal(hash, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC failed", e);
        }
    }

    void wipe() {
        key.destroy();
    }
}
