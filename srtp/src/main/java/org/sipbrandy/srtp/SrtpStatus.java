package org.sipbrandy.srtp;

/** What became of one packet. Everything but {@link #OK} means: discard it; its bytes are as they were before the call. */
public enum SrtpStatus {
    /** Protected, or authenticated and decrypted, in place. */
    OK,
    /** Not an RTP or RTCP packet of version 2, too short, or longer than the context takes. */
    MALFORMED,
    /** The tag is not that of this packet under these keys. */
    AUTHENTICATION_FAILED,
    /** Its index has been received already, or lies behind the replay window (RFC 3711 §3.3.2). */
    REPLAYED,
    /** Its SSRC has no context and gets none: not an admitted one, or the limit of sources is reached (RFC 3711 §3.2.3). */
    UNKNOWN_SOURCE,
    /** Authentic, but it bears an SSRC of our own: choose a new one (RFC 3550 §8.2). */
    SSRC_COLLISION,
    /** Authentic SRTCP with E = 0, which was not agreed upon (RFC 3711 §3.4). */
    NOT_ENCRYPTED,
    /** This index was protected before; sending it again would reuse keystream (RFC 3711 §9.1). */
    INDEX_REUSED,
    /** The master key has served for as many packets as it may (RFC 3711 §9.2). */
    KEY_LIMIT_REACHED,
    /** The context is closed and its keys are wiped. */
    CLOSED
}
