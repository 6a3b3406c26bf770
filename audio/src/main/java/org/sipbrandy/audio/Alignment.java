package org.sipbrandy.audio;

/**
 * Which sample of the original each moment of the recording is. Time only goes forward in it: where the lag grows, something was put in
 * that stands for nothing; where it shrinks, some of the original is missing. No sample of the recording counts twice.
 */
final class Alignment {
    private final int begin;
    private final int[] original;

    private Alignment(int begin, int[] original) {
        this.begin = begin;
        this.original = original;
    }

    /** Lays {@code length} samples of the original along the track. */
    static Alignment along(LagTrack track, int length) {
        int last = track.segments() - 1;
        int begin = track.lag(0);
        int[] original = new int[Math.max(0, length + track.lag(last) - begin)];
        int segment = 0;
        for (int i = 0; i < original.length; i++) {
            int time = begin + i;
            while (segment < last && time >= (segment + 1) * track.segmentSamples() + track.lag(segment)) {
                segment++;
            }
            int start = segment * track.segmentSamples();
            int sample = time - track.lag(segment);
            original[i] = sample < start ? ~start : sample;
        }
        return new Alignment(begin, original);
    }

    /** The first moment of the recording at which the original is heard, in samples; negative if it began before. */
    int begin() {
        return begin;
    }

    /** The moment after the last one. */
    int end() {
        return begin + original.length;
    }

    /** Whether the original stands still at that moment of the recording: what is heard there was put in. */
    boolean putIn(int time) {
        return original[time - begin] < 0;
    }

    /** The sample of the original at that moment; where something was put in, the one that comes after. */
    int original(int time) {
        int sample = original[time - begin];
        return sample < 0 ? ~sample : sample;
    }
}
