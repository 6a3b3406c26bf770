package org.sipbrandy.audio.codec;

/** How long an Opus packet plays, and whether it is well-formed: RFC 6716 §3. */
final class OpusFraming {
    private static final int MAX_FRAME_BYTES = 1275;
    private static final int MAX_SAMPLES = 5760; // 120 ms at 48 kHz

    private OpusFraming() {}

    /** Samples at 48 kHz; 0 for a packet that breaks one of the rules R1–R7 of §3.4. */
    static int samples(byte[] packet) {
        if (packet.length < 1) {
            return 0; // R1
        }
        int frame = frameSamples(packet[0] & 0xFF);
        int rest = packet.length - 1;
        return switch (packet[0] & 3) {
            case 0 -> rest <= MAX_FRAME_BYTES ? frame : 0; // R2
            case 1 -> rest % 2 == 0 && rest / 2 <= MAX_FRAME_BYTES ? 2 * frame : 0; // R3
            case 2 -> twoOfOwnLength(packet) ? 2 * frame : 0;
            default -> many(packet, frame);
        };
    }

    /** §3.1 table 2. */
    private static int frameSamples(int toc) {
        int config = toc >> 3;
        if (config < 12) {
            return switch (config & 3) { // SILK
                case 0 -> 480;
                case 1 -> 960;
                case 2 -> 1920;
                default -> 2880;
            };
        }
        if (config < 16) {
            return (config & 1) == 0 ? 480 : 960; // hybrid
        }
        return 120 << (config & 3); // CELT
    }

    private static boolean twoOfOwnLength(byte[] packet) { // R4
        int first = length(packet, 1, packet.length);
        if (first < 0) {
            return false;
        }
        int second = packet.length - 1 - lengthBytes(first) - first;
        return second >= 0 && second <= MAX_FRAME_BYTES;
    }

    private static int many(byte[] packet, int frame) {
        if (packet.length < 2) {
            return 0;
        }
        int count = packet[1] & 0x3F;
        int samples = count * frame;
        if (count == 0 || samples > MAX_SAMPLES) {
            return 0; // R5
        }
        int at = 2;
        int end = packet.length;
        if ((packet[1] & 0x40) != 0) {
            int octet;
            do { // §3.2.5: 255 stands for 254 bytes and one more octet
                if (at >= end) {
                    return 0;
                }
                octet = packet[at++] & 0xFF;
                end -= octet == 255 ? 254 : octet;
            } while (octet == 255);
            if (end < at) {
                return 0;
            }
        }
        if ((packet[1] & 0x80) == 0) { // R6
            return (end - at) % count == 0 && (end - at) / count <= MAX_FRAME_BYTES ? samples : 0;
        }
        int frames = 0;
        for (int i = 0; i < count - 1; i++) { // R7
            int length = length(packet, at, end);
            if (length < 0) {
                return 0;
            }
            at += lengthBytes(length);
            frames += length;
        }
        int last = end - at - frames;
        return last >= 0 && last <= MAX_FRAME_BYTES ? samples : 0;
    }

    /** §3.2.1; −1 if it is not all there. */
    private static int length(byte[] packet, int at, int end) {
        if (at >= end) {
            return -1;
        }
        int first = packet[at] & 0xFF;
        if (first < 252) {
            return first;
        }
        return at + 1 < end ? (packet[at + 1] & 0xFF) * 4 + first : -1;
    }

    private static int lengthBytes(int length) {
        return length < 252 ? 1 : 2;
    }
}
