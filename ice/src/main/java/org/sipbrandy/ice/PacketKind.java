package org.sipbrandy.ice;

/** What shares a media port, told apart by the first bytes (RFC 7983 §7, RFC 5761 §4). */
public enum PacketKind {
    STUN,
    ZRTP,
    DTLS,
    TURN_CHANNEL,
    RTP,
    RTCP,
    /** To be dropped silently. */
    UNKNOWN;

    /** Classifies the datagram of {@code length} bytes at {@code offset}; reads two bytes at most. */
    public static PacketKind of(byte[] datagram, int offset, int length) {
        if (length < 1) {
            return UNKNOWN;
        }
        return of(datagram[offset] & 0xff, length > 1 ? datagram[offset + 1] & 0xff : -1);
    }

    public static PacketKind of(byte[] datagram) {
        return of(datagram, 0, datagram.length);
    }

    /**
     * Classifies by the values of the first two bytes.
     *
     * @param second 0 to 255, or −1 if there is none
     */
    public static PacketKind of(int first, int second) {
        if (first <= 3) {
            return STUN;
        }
        if (first < 128) {
            if (first >= 20 && first <= 63) {
                return DTLS;
            }
            if (first >= 64 && first <= 79) {
                return TURN_CHANNEL;
            }
            return first >= 16 && first <= 19 ? ZRTP : UNKNOWN;
        }
        if (first > 191 || second < 0) {
            return UNKNOWN;
        }
        // RFC 5761 §4: RTCP packet types 192 to 223, i.e. RTP payload types 64 to 95 with the marker.
        return second >= 192 && second <= 223 ? RTCP : RTP;
    }
}
