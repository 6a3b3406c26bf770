package org.sipbrandy.srtp.rtcp;

/** The octets are not an RTCP compound packet. */
public final class MalformedRtcpException extends RuntimeException {
    private final int offset;

    public MalformedRtcpException(int offset, String reason) {
        super(reason + " at octet " + offset);
        this.offset = offset;
    }

    /** Where, counted from the compound packet's first octet. */
    public int offset() {
        return offset;
    }
}
