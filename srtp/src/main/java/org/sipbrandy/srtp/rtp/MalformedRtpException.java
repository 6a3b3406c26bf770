package org.sipbrandy.srtp.rtp;

/** The octets are not an RTP packet of version 2. */
public final class MalformedRtpException extends RuntimeException {
    private final int offset;

    public MalformedRtpException(int offset, String reason) {
        super(reason + " at octet " + offset);
        this.offset = offset;
    }

    /** Where, counted from the packet's first octet. */
    public int offset() {
        return offset;
    }
}
