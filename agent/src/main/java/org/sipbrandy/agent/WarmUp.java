package org.sipbrandy.agent;

import org.sipbrandy.audio.codec.Encoding;

/**
 * Runs a codec for a moment before it is needed: a cold one takes longer than a frame for its first frames, and that
 * would be heard as gaps.
 */
public final class WarmUp {
    private static final int MAX_FRAMES = 150;

    /** Fast enough: so many frames in a row took less than a tenth of the time that they play. */
    private static final int IN_A_ROW = 10;

    private static final int AMPLITUDE = 8000;

    private WarmUp() {}

    /** Takes half a second of a processor for Opus in a cold process, some milliseconds for the others. */
    public static void run(Encoding encoding) {
        var codec = encoding.open();
        var frame = new short[codec.frameSamples()];
        long enough = codec.ptime() * 1_000_000L / 10;
        int fast = 0;
        for (int n = 0; n < MAX_FRAMES && fast < IN_A_ROW; n++) {
            for (int i = 0; i < frame.length; i++) {
                frame[i] = (short) (AMPLITUDE * Math.sin(i * (0.01 + n * 0.001)));
            }
            long before = System.nanoTime();
            codec.decode(codec.encode(frame));
            codec.conceal(frame.length);
            fast = System.nanoTime() - before < enough ? fast + 1 : 0;
        }
    }
}
