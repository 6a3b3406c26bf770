package org.sipbrandy.srtp;

import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The protection profiles of RFC 5764 §4.1.2 and RFC 7714 §14.2, which are the crypto suites of RFC 4568 §6.2, RFC 6188
 * §4 and RFC 7714 §14.1 too. In order of preference.
 */
public enum SrtpProfile {
    AEAD_AES_128_GCM(0x0007, "AEAD_AES_128_GCM", Cipher.GCM, 16, 12, 16, 16),
    AEAD_AES_256_GCM(0x0008, "AEAD_AES_256_GCM", Cipher.GCM, 32, 12, 16, 16),
    AES128_CM_HMAC_SHA1_80(0x0001, "AES_CM_128_HMAC_SHA1_80", Cipher.COUNTER_MODE, 16, 14, 10, 10),
    /** RFC 6188; only SDES names it. */
    AES256_CM_HMAC_SHA1_80(0, "AES_256_CM_HMAC_SHA1_80", Cipher.COUNTER_MODE, 32, 14, 10, 10),
    /** 32-bit tags on SRTP only: SRTCP has 80 bits (RFC 3711 §5.2). */
    AES128_CM_HMAC_SHA1_32(0x0002, "AES_CM_128_HMAC_SHA1_32", Cipher.COUNTER_MODE, 16, 14, 4, 10),
    /** RFC 6188; only SDES names it. */
    AES256_CM_HMAC_SHA1_32(0, "AES_256_CM_HMAC_SHA1_32", Cipher.COUNTER_MODE, 32, 14, 4, 10);

    enum Cipher {
        GCM,
        COUNTER_MODE
    }

    private final int id;
    private final String suite;
    private final Cipher cipher;
    private final int keyLength;
    private final int saltLength;
    private final int tagLength;
    private final int rtcpTagLength;

    SrtpProfile(int id, String suite, Cipher cipher, int keyLength, int saltLength, int tagLength, int rtcpTagLength) {
        this.id = id;
        this.suite = suite;
        this.cipher = cipher;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
        this.rtcpTagLength = rtcpTagLength;
    }

    /** The profile with this number in use_srtp, if it is one of ours. */
    public static Optional<SrtpProfile> ofId(int id) {
        for (SrtpProfile profile : values()) {
            if (profile.id == id && id != 0) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    /** The profile with this name in {@code a=crypto}, if it is one of ours. Names are compared as written. */
    public static Optional<SrtpProfile> ofSuite(String suite) {
        for (SrtpProfile profile : values()) {
            if (profile.suite.equals(suite)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    /** Whether DTLS-SRTP has a number for it. */
    public boolean hasId() {
        return id != 0;
    }

    /**
     * Its number in the use_srtp extension.
     *
     * @throws NoSuchElementException if only SDES names it
     */
    public int id() {
        if (id == 0) {
            throw new NoSuchElementException(this + " has no DTLS-SRTP profile number");
        }
        return id;
    }

    /** Its name in {@code a=crypto}. */
    public String suite() {
        return suite;
    }

    Cipher cipher() {
        return cipher;
    }

    /** Octets of the master key, and of the session key. */
    public int keyLength() {
        return keyLength;
    }

    /** Octets of the master salt, and of the session salt. */
    public int saltLength() {
        return saltLength;
    }

    /** Octets of the tag of an SRTP packet. */
    public int tagLength() {
        return tagLength;
    }

    /** Octets of the tag of an SRTCP packet. */
    public int rtcpTagLength() {
        return rtcpTagLength;
    }

    /** Octets that {@link SrtpSender#protect} adds. */
    public int overhead() {
        return tagLength;
    }

    /** Octets that {@link SrtpSender#protectRtcp} adds: index word and tag. */
    public int rtcpOverhead() {
        return 4 + rtcpTagLength;
    }
}
