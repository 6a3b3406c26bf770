package org.sipbrandy.cli.audit.capture;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One interface of a pcapng file (draft-ietf-opsawg-pcapng §4.2).
 *
 * @param snapshot how much of a packet was taken at most; 0 for all
 * @param resolution of times: the power of ten, or with the upper bit the power of two, of parts of a second
 * @param offset seconds that are added to each time
 */
record BlockInterface(int linkType, int snapshot, int resolution, long offset) {
    private static final int END = 0;
    private static final int RESOLUTION = 9;
    private static final int OFFSET = 14;
    private static final int MICROSECONDS = 6;
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

    /** @param body of the block; at least eight octets */
    static BlockInterface read(ByteBuffer body) {
        int linkType = body.getShort() & 0xffff;
        body.getShort();
        int snapshot = Math.max(0, body.getInt());
        int resolution = MICROSECONDS;
        long offset = 0;
        while (body.remaining() >= 4) {
            int code = body.getShort() & 0xffff;
            int length = body.getShort() & 0xffff;
            int padded = (length + 3) & ~3;
            if (code == END || padded > body.remaining()) {
                break;
            }
            int start = body.position();
            if (code == RESOLUTION && length == 1) {
                resolution = body.get(start) & 0xff;
            } else if (code == OFFSET && length == 8) {
                offset = body.getLong(start);
            }
            body.position(start + padded);
        }
        return new BlockInterface(linkType, snapshot, resolution, offset);
    }

    /** The time of a packet; the epoch if it is none that anybody could have meant. */
    Instant time(long units) {
        var perSecond = (resolution & 0x80) == 0
                ? BigInteger.TEN.pow(resolution & 0x7f)
                : BigInteger.TWO.pow(resolution & 0x7f);
        var value = new BigInteger(Long.toUnsignedString(units));
        var parts = value.divideAndRemainder(perSecond);
        long nanos = parts[1].multiply(NANOS).divide(perSecond).longValue();
        var seconds = parts[0].add(BigInteger.valueOf(offset));
        boolean possible = seconds.signum() >= 0 && seconds.compareTo(BigInteger.valueOf(LATEST)) <= 0;
        return possible ? Instant.ofEpochSecond(seconds.longValue(), nanos) : Instant.EPOCH;
    }
}
