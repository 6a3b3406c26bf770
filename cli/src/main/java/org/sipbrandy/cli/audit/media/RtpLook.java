package org.sipbrandy.cli.audit.media;

import java.util.BitSet;

/**
 * Tells protected from plain RTP by its look alone. Codecs of one octet a sample give it away by their length: SRTP adds a
 * tag. Of other payloads the first octet tells: those of a codec are nearly always the same few, those of a cipher are
 * any. Not thread-safe.
 */
final class RtpLook {
    private static final int SAMPLES = 64;
    private static final int LEAST = 16;
    private static final int LEAST_STEPS = 4;
    private static final int LONGEST_TAG = 32;

    private final BitSet firstOctets = new BitSet(256);
    private int samples;
    private int steps;
    private int exact;
    private int longer;

    /** What it looks like. */
    enum Kind {
        PLAIN,
        PROTECTED,
        /** Too few packets to tell. */
        UNKNOWN
    }

    /**
     * Takes a packet.
     *
     * @param timestampStep since the packet before, if that was the one before; else 0
     */
    void add(int payloadType, byte[] packet, int payload, int length, long timestampStep) {
        if (length >= 4 && samples < SAMPLES) {
            firstOctets.set(packet[payload] & 0xff);
            samples++;
        }
        // RFC 3551 §6: PCMU, PCMA and G722 have one octet for each unit of their timestamp
        boolean octetAUnit = payloadType == 0 || payloadType == 8 || payloadType == 9;
        if (octetAUnit && timestampStep > 0 && timestampStep < 4096) {
            steps++;
            long more = length - timestampStep;
            if (more == 0) {
                exact++;
            } else if (more > 0 && more <= LONGEST_TAG) {
                longer++;
            }
        }
    }

    Kind kind() {
        if (steps >= LEAST_STEPS) {
            if (exact * 5 >= steps * 4) {
                return Kind.PLAIN;
            }
            if (longer * 5 >= steps * 4) {
                return Kind.PROTECTED;
            }
        }
        if (samples < LEAST) {
            return Kind.UNKNOWN;
        }
        // Of so many even draws out of 256, this many differ.
        double expected = 256 * (1 - Math.pow(255 / 256.0, samples));
        double share = firstOctets.cardinality() / expected;
        if (share < 0.5) {
            return Kind.PLAIN;
        }
        return share > 0.75 ? Kind.PROTECTED : Kind.UNKNOWN;
    }
}
