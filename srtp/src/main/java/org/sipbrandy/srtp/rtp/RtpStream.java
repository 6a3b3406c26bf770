package org.sipbrandy.srtp.rtp;

import java.util.random.RandomGenerator;

/** One stream that we send: counts sequence numbers and timestamps. Not thread-safe. */
public final class RtpStream {
    private final int ssrc;
    private int sequenceNumber;
    private long timestamp;

    /** Starts at a random timestamp and a random sequence number below 2^15 (RFC 4568 §6.4, RFC 3711 §3.3.1). */
    public RtpStream(int ssrc, RandomGenerator random) {
        this.ssrc = ssrc;
        this.sequenceNumber = random.nextInt(1 << 15);
        this.timestamp = random.nextInt() & 0xffff_ffffL;
    }

    /**
     * Writes the next packet and moves on by one sequence number; the timestamp stays until {@link #advance}.
     *
     * @param payloadType none of 64 … 95 (RFC 5761 §4)
     * @return the packet's length
     */
    public int write(byte[] out, int offset, boolean marker, int payloadType, byte[] payload) {
        return write(out, offset, marker, payloadType, timestamp, payload);
    }

    /** As {@link #write(byte[], int, boolean, int, byte[])}, with another timestamp, as RFC 4733 events need. */
    public int write(byte[] out, int offset, boolean marker, int payloadType, long timestamp, byte[] payload) {
        if (!RtpMux.allowsPayloadType(payloadType)) {
            throw new IllegalArgumentException("payload type " + payloadType + " looks like RTCP");
        }
        int length = RtpPacket.write(out, offset, marker, payloadType, sequenceNumber, timestamp, ssrc, payload);
        sequenceNumber = (sequenceNumber + 1) & 0xffff;
        return length;
    }

    /** Moves the timestamp on, in units of the payload's clock rate. */
    public void advance(long units) {
        timestamp = (timestamp + units) & 0xffff_ffffL;
    }

    public int ssrc() {
        return ssrc;
    }

    /** Of the next packet, 0 … 65535. */
    public int sequenceNumber() {
        return sequenceNumber;
    }

    /** Of the next packet, 0 … 2^32 − 1. */
    public long timestamp() {
        return timestamp;
    }
}
