package org.sipbrandy.srtp.rtcp;

import java.util.Arrays;

/**
 * A packet that is kept as it is: APP, RTPFB, PSFB, XR and types unknown to us.
 *
 * @param packetType 192 … 223
 * @param count the five bits after the padding bit: subtype, feedback message type
 * @param body what follows the first four octets, without padding
 */
public record RawRtcp(int packetType, int count, byte[] body) implements RtcpPacket {
    public static final int APP = 204;
    /** RFC 4585 §6.2. */
    public static final int RTPFB = 205;
    /** RFC 4585 §6.3. */
    public static final int PSFB = 206;
    /** RFC 3611. */
    public static final int XR = 207;

    public RawRtcp {
        Rtcp.check(packetType >= 192 && packetType <= 223, "packet type", packetType);
        Rtcp.check(count >= 0 && count <= 31, "count", count);
        Rtcp.check(body.length % 4 == 0 && body.length <= 4 * 0xffff, "body length", body.length);
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawRtcp raw
                && packetType == raw.packetType
                && count == raw.count
                && Arrays.equals(body, raw.body);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * packetType + count) + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return "RawRtcp[packetType=" + packetType + ", count=" + count + ", body=" + body.length + " octets]";
    }
}
