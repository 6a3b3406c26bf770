package org.sipbrandy.agent;

import org.sipbrandy.audio.Resampler;
import org.sipbrandy.call.media.AudioSource;

/** Speaks samples from memory, at whatever rate the codec wants; once, or over and over. */
public final class WavSource implements AudioSource {
    private final short[] samples;
    private final int rate;
    private final boolean loop;
    private short[] converted = new short[0];
    private int convertedRate;
    private int position;

    /**
     * @param samples mono, 16 bit
     * @param rate of the samples, in Hz
     * @param loop whether to begin again at the end
     */
    public WavSource(short[] samples, int rate, boolean loop) {
        this.samples = samples.clone();
        this.rate = rate;
        this.loop = loop;
    }

    @Override
    public int read(short[] frame, int sampleRate) {
        if (convertedRate != sampleRate) {
            converted = rate == sampleRate ? samples : Resampler.resample(samples, rate, sampleRate);
            convertedRate = sampleRate;
        }
        int filled = 0;
        while (filled < frame.length && converted.length > 0) {
            if (position == converted.length) {
                if (!loop) {
                    break;
                }
                position = 0;
            }
            int n = Math.min(frame.length - filled, converted.length - position);
            System.arraycopy(converted, position, frame, filled, n);
            position += n;
            filled += n;
        }
        return filled;
    }
}
