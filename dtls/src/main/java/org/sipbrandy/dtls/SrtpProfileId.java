package org.sipbrandy.dtls;

import java.util.List;

/**
 * A DTLS-SRTP protection profile as {@code use_srtp} carries it, with the lengths of the keying material to export.
 *
 * @param id the value in the IANA registry, 0–65535
 * @param keyLength length of an SRTP master key in bytes
 * @param saltLength length of an SRTP master salt in bytes
 */
public record SrtpProfileId(int id, int keyLength, int saltLength) {
    /** RFC 7714 §14.2. */
    public static final SrtpProfileId AEAD_AES_128_GCM = new SrtpProfileId(0x0007, 16, 12);

    /** RFC 7714 §14.2. */
    public static final SrtpProfileId AEAD_AES_256_GCM = new SrtpProfileId(0x0008, 32, 12);

    /** RFC 5764 §4.1.2. */
    public static final SrtpProfileId AES128_CM_HMAC_SHA1_80 = new SrtpProfileId(0x0001, 16, 14);

    /** What is offered by default, most wanted first (RFC 8827 §6.5 needs the last, RFC 7714 brings the others). */
    public static final List<SrtpProfileId> DEFAULT_ORDER =
            List.of(AEAD_AES_128_GCM, AEAD_AES_256_GCM, AES128_CM_HMAC_SHA1_80);

    public SrtpProfileId {
        if (id < 0 || id > 0xffff || keyLength < 16 || keyLength > 64 || saltLength < 12 || saltLength > 64) {
            throw new IllegalArgumentException("Not an SRTP profile: " + id + "/" + keyLength + "/" + saltLength);
        }
    }
}
