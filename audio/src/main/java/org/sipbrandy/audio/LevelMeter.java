package org.sipbrandy.audio;

/** Level of a signal in dBFS: 0 is the largest sample value, silence is {@link #SILENCE}. Not thread-safe. */
public final class LevelMeter {
    /** The lowest level that is told, dBFS; digital silence gives this. */
    public static final double SILENCE = -96;

    private double squares;
    private long samples;
    private int peak;

    /** Takes in samples; levels are over all samples since the last {@link #reset}. */
    public void add(short[] pcm) {
        for (short sample : pcm) {
            squares += (double) sample * sample;
            peak = Math.max(peak, Math.abs((int) sample));
        }
        samples += pcm.length;
    }

    /** Root mean square, {@link #SILENCE} to 0 dBFS. A full-scale sine reads −3.01. */
    public double rms() {
        return samples == 0 ? SILENCE : decibels(Math.sqrt(squares / samples));
    }

    /** The largest absolute sample, {@link #SILENCE} to 0 dBFS. */
    public double peak() {
        return decibels(peak);
    }

    /** Starts over. */
    public void reset() {
        squares = 0;
        samples = 0;
        peak = 0;
    }

    /** The level of one buffer. */
    public static double rms(short[] pcm) {
        LevelMeter meter = new LevelMeter();
        meter.add(pcm);
        return meter.rms();
    }

    private static double decibels(double amplitude) {
        return amplitude <= 0 ? SILENCE : Math.max(SILENCE, 20 * Math.log10(amplitude / 32768));
    }
}
