package org.sipbrandy.ice.turn;

import java.util.Base64;

/**
 * What a nonce says of its server (RFC 8489 §9.2.1): a cookie, then 24 bits in base64.
 *
 * @param passwordAlgorithms there has to be a PASSWORD-ALGORITHMS, or somebody took it out
 * @param usernameAnonymity USERHASH is wanted, not USERNAME
 */
record SecurityFeatures(boolean passwordAlgorithms, boolean usernameAnonymity) {
    private static final String COOKIE = "obMatJos2";
    private static final int BITS = 4;

    static SecurityFeatures of(String nonce) {
        if (!nonce.startsWith(COOKIE) || nonce.length() < COOKIE.length() + BITS) {
            return new SecurityFeatures(false, false);
        }
        try {
            byte[] bits = Base64.getDecoder().decode(nonce.substring(COOKIE.length(), COOKIE.length() + BITS));
            // RFC 8489 §18.1: bit 0 is the leftmost.
            return new SecurityFeatures((bits[0] & 0x80) != 0, (bits[0] & 0x40) != 0);
        } catch (IllegalArgumentException _) {
            return new SecurityFeatures(false, false);
        }
    }
}
