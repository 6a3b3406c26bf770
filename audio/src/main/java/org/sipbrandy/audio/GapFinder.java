package org.sipbrandy.audio;

/** Finds where a recording is silent though the original is not. */
final class GapFinder {
    private static final double BELOW_LOUDNESS = 30;
    private static final double FLOOR = -60;

    private GapFinder() {}

    /** The longest such run, in milliseconds, in steps of 1 ms by windows of 5 ms. */
    static double longest(short[] original, short[] recording, Alignment alignment, int sampleRate) {
        int window = sampleRate / 200;
        int step = sampleRate / 1000;
        double silentOriginal = threshold(original, 0);
        double silentRecording = threshold(recording, BELOW_LOUDNESS / 3);
        int run = 0;
        int longest = 0;
        for (int time = alignment.begin(); time + window <= alignment.end(); time += step) {
            boolean gap = power(original, alignment.original(time), window) > silentOriginal
                    && power(recording, time, window) < silentRecording;
            run = gap ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest == 0 ? 0 : longest - 1 + window / step; // from the first window's begin to the last one's end
    }

    /** Mean square below which a window is silent; the recording's is set lower, so that a quiet syllable is no gap. */
    private static double threshold(short[] pcm, double further) {
        double loudness = LevelMeter.rms(pcm);
        double decibels = Math.max(FLOOR, loudness - BELOW_LOUDNESS) - further;
        return Math.pow(10, decibels / 10) * 32768 * 32768;
    }

    private static double power(short[] pcm, int at, int window) {
        double squares = 0;
        for (int i = Math.max(0, at); i < Math.min(pcm.length, at + window); i++) {
            squares += (double) pcm[i] * pcm[i];
        }
        return squares / window;
    }
}
