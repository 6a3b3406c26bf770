package org.sipbrandy.srtp.rtp;

/** RTP and RTCP on one port (RFC 5761 §4). */
public final class RtpMux {
    private RtpMux() {}

    /**
     * Whether {@code bytes[offset .. offset+length)}, known to be RTP or RTCP by its first octet, is RTCP: its second
     * octet is 192 … 223.
     */
    public static boolean isRtcp(byte[] bytes, int offset, int length) {
        return length >= 2 && (bytes[offset + 1] & 0xe0) == 0xc0;
    }

    /** Whether RTP with this payload type cannot be taken for RTCP: 0 … 63 and 96 … 127. */
    public static boolean allowsPayloadType(int payloadType) {
        return payloadType >= 0 && payloadType <= 127 && (payloadType < 64 || payloadType > 95);
    }
}
