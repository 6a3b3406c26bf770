package org.sipbrandy.audio.codec;

/** Bounds of the frames that we send. */
final class FrameLength {
    private FrameLength() {}

    static int check(int ptime) {
        if (ptime < 10 || ptime > 60 || ptime % 10 != 0) {
            throw new IllegalArgumentException("frame length " + ptime + " ms, not 10, 20, 30, 40, 50 or 60");
        }
        return ptime;
    }

    static void check(short[] pcm, Codec codec) {
        if (pcm.length != codec.frameSamples()) {
            throw new IllegalArgumentException(
                    pcm.length + " samples in a frame, not " + codec.frameSamples() + " (" + codec.ptime() + " ms)");
        }
    }
}
