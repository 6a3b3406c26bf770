package org.sipbrandy.srtp;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM with one session key and salt (RFC 7714 §8, §9). Works through a buffer, so that what fails is not released. */
final class GcmCipher {
    static final int TAG_LENGTH = 16;
    static final int IV_LENGTH = 12;

    private final Cipher gcm;
    private final SessionKey key;
    private final byte[] salt;
    private final byte[] iv = new byte[IV_LENGTH];
    private byte[] buffer = new byte[2048];

    /** Takes the key's array over and copies the salt. */
    GcmCipher(byte[] key, byte[] salt, Algorithms algorithms) {
        this.gcm = algorithms.cipher("AES/GCM/NoPadding");
        this.key = new SessionKey("AES", key);
        this.salt = salt.clone();
    }

    /** RFC 7714 §8.1: 00 00 ‖ SSRC ‖ ROC ‖ SEQ, xor salt. */
    void rtpIv(int ssrc, long index) {
        Words.uint16(iv, 0, Words.uint16(salt, 0));
        Words.int32(iv, 2, Words.int32(salt, 2) ^ ssrc);
        Words.int32(iv, 6, Words.int32(salt, 6) ^ (int) (index >>> 16));
        Words.uint16(iv, 10, Words.uint16(salt, 10) ^ (int) index);
    }

    /** RFC 7714 §9.1: 00 00 ‖ SSRC ‖ 00 00 ‖ 0 ‖ index of 31 bits, xor salt. */
    void rtcpIv(int ssrc, int index) {
        Words.uint16(iv, 0, Words.uint16(salt, 0));
        Words.int32(iv, 2, Words.int32(salt, 2) ^ ssrc);
        Words.uint16(iv, 6, Words.uint16(salt, 6));
        Words.int32(iv, 8, Words.int32(salt, 8) ^ index);
    }

    byte[] iv() {
        return iv;
    }

    /**
     * Encrypts {@code packet[at .. at+length)} in place and appends the tag.
     *
     * @param more further associated data, of {@code moreLength} octets
     */
    void seal(byte[] packet, int aadAt, int aadLength, byte[] more, int moreLength, int at, int length) {
        try {
            byte[] out = room(length + TAG_LENGTH);
            init(Cipher.ENCRYPT_MODE, packet, aadAt, aadLength, more, moreLength);
            int written = gcm.doFinal(packet, at, length, out, 0);
            if (written != length + TAG_LENGTH) {
                throw new IllegalStateException("AES-GCM gave " + written + " octets for " + length);
            }
            System.arraycopy(out, 0, packet, at, written);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to encrypt", e);
        }
    }

    /** Verifies the tag at the end of {@code packet[at .. at+length)} and only then decrypts in place. */
    boolean open(byte[] packet, int aadAt, int aadLength, byte[] more, int moreLength, int at, int length) {
        byte[] out = room(length);
        int written = 0;
        try {
            init(Cipher.DECRYPT_MODE, packet, aadAt, aadLength, more, moreLength);
            written = gcm.doFinal(packet, at, length, out, 0);
        } catch (GeneralSecurityException | ProviderException _) {
            // RFC 7714 §5.3: nothing of it is released. A provider's own trouble is no acceptance either.
            Arrays.fill(out, 0, length, (byte) 0);
            return false;
        }
        if (written != length - TAG_LENGTH) {
            return false;
        }
        System.arraycopy(out, 0, packet, at, written);
        return true;
    }

    private void init(int mode, byte[] packet, int aadAt, int aadLength, byte[] more, int moreLength)
            throws GeneralSecurityException {
        gcm.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, iv));
        gcm.updateAAD(packet, aadAt, aadLength);
        if (moreLength > 0) {
            gcm.updateAAD(more, 0, moreLength);
        }
    }

    private byte[] room(int length) {
        if (buffer.length < length) {
            Arrays.fill(buffer, (byte) 0);
            buffer = new byte[length];
        }
        return buffer;
    }

    void wipe() {
        key.destroy();
        Arrays.fill(salt, (byte) 0);
        Arrays.fill(iv, (byte) 0);
        Arrays.fill(buffer, (byte) 0);
    }
}
