package org.sipbrandy.audio;

/**
 * How a recording at the far end compares with what was played at the near end. The two are aligned piecewise, as ITU-T P.862 aligns
 * utterances, for a playout may lawfully play a little faster or slower; all pieces lie within 120 ms of the lag that suits the whole
 * best, and the recording is never read backwards or twice.
 *
 * @param delayMillis by how much the recording lags the original for most of the time, in milliseconds; negative when it leads
 * @param largestDelayMillis the greatest lag of any piece
 * @param correlation normalised correlation after alignment, −1 to 1; 1 means equal but for loudness, 0 when either is silent
 * @param longestGapMillis the longest run in the recording that is silent while the original is not, in milliseconds
 */
public record RecordingComparison(
        double delayMillis, double largestDelayMillis, double correlation, double longestGapMillis) {
    private static final int MAX_SECONDS = 120;

    /**
     * Compares two mono recordings. The correlation is over the whole of the original and over all that was heard from its begin to its
     * end: what is missing from the recording counts against it, and so does what was put in. A part counts as silent where 5 ms are
     * 30 dB below the loudness of the whole, or below −60 dBFS.
     *
     * @param original what was played, at most two minutes
     * @param recording what was recorded; may be longer or shorter
     * @param sampleRate of both, Hz, 8000 to 48000
     * @param maxDelayMillis the beginnings are not further apart than this, either way
     * @throws IllegalArgumentException if the rate is out of range or a recording is longer than two minutes
     */
    public static RecordingComparison of(short[] original, short[] recording, int sampleRate, int maxDelayMillis) {
        if (sampleRate < 8_000 || sampleRate > 48_000) {
            throw new IllegalArgumentException("sampling rate " + sampleRate + " Hz");
        }
        if (Math.max(original.length, recording.length) > MAX_SECONDS * sampleRate) {
            throw new IllegalArgumentException("longer than " + MAX_SECONDS + " s");
        }
        int maxLag = (int) ((long) sampleRate * maxDelayMillis / 1000);
        LagTrack track = LagTrack.find(original, recording, sampleRate, maxLag);
        Alignment alignment = Alignment.along(track, original.length);
        return new RecordingComparison(
                1000.0 * track.typical() / sampleRate,
                1000.0 * track.largest() / sampleRate,
                correlation(original, recording, alignment),
                GapFinder.longest(original, recording, alignment, sampleRate));
    }

    /** As the other, with a delay of at most 2 s. */
    public static RecordingComparison of(short[] original, short[] recording, int sampleRate) {
        return of(original, recording, sampleRate, 2_000);
    }

    private static double correlation(short[] original, short[] recording, Alignment alignment) {
        double played = 0;
        for (short sample : original) {
            played += (double) sample * sample;
        }
        double product = 0;
        double recorded = 0;
        int end = Math.min(alignment.end(), recording.length);
        for (int time = Math.max(0, alignment.begin()); time < end; time++) {
            double heard = recording[time];
            recorded += heard * heard;
            if (!alignment.putIn(time)) {
                product += heard * original[alignment.original(time)];
            }
        }
        return played == 0 || recorded == 0 ? 0 : product / Math.sqrt(played * recorded);
    }
}
