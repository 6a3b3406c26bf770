package org.sipbrandy.audio.wav;

/**
 * What the {@code fmt} chunk says.
 *
 * @param sampleFormat how a sample is written
 * @param channels 1 to 64
 * @param sampleRate Hz, 1000 to 384000
 * @param bits of one sample in its container: 8, 16, 24, 32
 */
public record WavFormat(SampleFormat sampleFormat, int channels, int sampleRate, int bits) {
    static final int MAX_CHANNELS = 64;
    static final int MIN_RATE = 1_000;
    static final int MAX_RATE = 384_000;

    /** How a sample is written. */
    public enum SampleFormat {
        PCM,
        FLOAT,
        A_LAW,
        MU_LAW
    }

    public WavFormat {
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw new IllegalArgumentException(channels + " channels");
        }
        if (sampleRate < MIN_RATE || sampleRate > MAX_RATE) {
            throw new IllegalArgumentException("sampling rate " + sampleRate + " Hz");
        }
        if (bits < 8 || bits > 32 || bits % 8 != 0) {
            throw new IllegalArgumentException(bits + " bits");
        }
    }

    /** Bytes of one sample of each channel. */
    public int frameBytes() {
        return channels * bits / 8;
    }
}
