package org.sipbrandy.audio.codec;

/** Arithmetic of 16-bit samples. */
final class Pcm {
    private Pcm() {}

    static short clip(double value) {
        return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    static short clip(int value) {
        return (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
