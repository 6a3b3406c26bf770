package org.sipbrandy.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * AES in counter mode with one session key and salt (RFC 3711 §4.1.1, RFC 6188 §2). The counter blocks of a packet are
 * encrypted in one call of ECB, which needs no new initialisation per packet.
 */
final class CounterModeCipher {
    private static final int BLOCK = 16;

    private final Cipher aes;
    private final SessionKey key;
    private final long saltHigh;
    private final long saltLow;
    private byte[] counters = new byte[2048];
    private byte[] keystream = new byte[2048];

    /** Takes the key's array over. */
    CounterModeCipher(byte[] key, byte[] salt, Algorithms algorithms) {
        this.aes = algorithms.cipher("AES/ECB/NoPadding");
        this.key = new SessionKey("AES", key);
        byte[] block = Arrays.copyOf(salt, BLOCK);
        this.saltHigh = Words.int64(block, 0);
        this.saltLow = Words.int64(block, 8);
        Arrays.fill(block, (byte) 0);
        try {
            aes.init(Cipher.ENCRYPT_MODE, this.key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refuses a key of " + key.length + " octets", e);
        }
    }

    /** Encrypts or decrypts {@code packet[at .. at+length)} in place. */
    void apply(byte[] packet, int at, int length, int ssrc, long index) {
        keystream(length, ssrc, index);
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            Words.int64(packet, at + i, Words.int64(packet, at + i) ^ Words.int64(keystream, i));
        }
        for (; i < length; i++) {
            packet[at + i] ^= keystream[i];
        }
    }

    /** The first octets of the keystream of a packet. */
    byte[] keystream(int length, int ssrc, long index) {
        int whole = (length + BLOCK - 1) / BLOCK * BLOCK;
        if (counters.length < whole) {
            wipeBuffers();
            counters = new byte[whole];
            keystream = new byte[whole];
        }
        // RFC 3711 §4.1.1: IV = (k_s * 2^16) XOR (SSRC * 2^64) XOR (i * 2^16); the low 16 bits count blocks.
        long high = saltHigh ^ (ssrc & 0xffff_ffffL);
        long low = saltLow ^ (index << 16);
        for (int block = 0, counter = 0; block < whole; block += BLOCK, counter++) {
            Words.int64(counters, block, high);
            Words.int64(counters, block + 8, low | counter);
        }
        try {
            int written = whole == 0 ? 0 : aes.update(counters, 0, whole, keystream, 0);
            if (written != whole) {
                throw new IllegalStateException("AES gave " + written + " octets for " + whole);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed", e);
        }
        return keystream;
    }

    private void wipeBuffers() {
        Arrays.fill(counters, (byte) 0);
        Arrays.fill(keystream, (byte) 0);
    }

    void wipe() {
        key.destroy();
        wipeBuffers();
    }
}
