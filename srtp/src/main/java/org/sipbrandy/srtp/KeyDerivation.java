package org.sipbrandy.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Session keys from a master key with the AES-CM PRF, key derivation rate 0 (RFC 3711 §4.3; RFC 6188 §3 for 256 bits; RFC
 * 7714 §11).
 */
final class KeyDerivation {
    // RFC 3711 §4.3.1 and §4.3.2.
    static final int RTP_KEY = 0;
    static final int RTP_AUTH = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_KEY = 3;
    static final int RTCP_AUTH = 4;
    static final int RTCP_SALT = 5;

    private static final int BLOCK = 16;
    /** Where the label meets the salt: key_id = label ‖ 48 bits of r, under 112 bits of salt. */
    private static final int LABEL_AT = 7;

    private final Cipher aes;
    private final byte[] salt;

    KeyDerivation(byte[] masterKey, byte[] masterSalt, Algorithms algorithms) {
        this.aes = algorithms.cipher("AES/ECB/NoPadding");
        // A salt of 96 bits has zeros at its end; times 2^16 (RFC 3711 §4.3.3).
        this.salt = Arrays.copyOf(masterSalt, BLOCK);
        SessionKey key = new SessionKey("AES", masterKey.clone());
        try {
            aes.init(Cipher.ENCRYPT_MODE, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refuses a key of " + masterKey.length + " octets", e);
        } finally {
            key.destroy();
        }
    }

    byte[] derive(int label, int length) {
        byte[] blocks = new byte[(length + BLOCK - 1) / BLOCK * BLOCK];
        for (int at = 0, counter = 0; at < blocks.length; at += BLOCK, counter++) {
            System.arraycopy(salt, 0, blocks, at, BLOCK);
            blocks[at + LABEL_AT] ^= (byte) label;
            blocks[at + 14] = (byte) (counter >> 8);
            blocks[at + 15] = (byte) counter;
        }
        byte[] stream = new byte[0];
        try {
            stream = aes.doFinal(blocks);
            return Arrays.copyOf(stream, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed", e);
        } finally {
            Arrays.fill(stream, (byte) 0);
        }
    }

    void wipe() {
        Arrays.fill(salt, (byte) 0);
    }
}
