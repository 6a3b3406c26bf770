package org.sipbrandy.agent;

import org.sipbrandy.audio.codec.Encoding;

/**
 * Runs a codec for a moment before it is needed: a cold one takes longer than a frame for its first frames, and that
 * would be heard as gaps.
 */
public final class WarmUp {
    private static final int FRAMES = 150;
    private static final int AMPLITUDE = 8000;

    private WarmUp() {}

    /** Takes some tenths of a second for Opus, less for the others. */
    public static void run(Encoding encoding) {
        var codec = encoding.open();
        var frame = new short[codec.frameSamples()];
        for (int n = 0; n < FRAMES; n++) {
            for (int i = 0; i < frame.length; i++) {
                frame[i] = (short) (AMPLITUDE * Math.sin(i * (0.01 + n * 0.001)));
            }
            codec.decode(codec.encode(frame));
        }
    }
}
