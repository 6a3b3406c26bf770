package org.sipbrandy.cli;

import org.sipbrandy.audio.LevelMeter;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;

/** How loud a call is in both directions: written on the call's thread, read on any. Levels are in dBFS. */
final class Levels {
    /** How much a level falls for each frame of 20 ms, so that the eye can follow. */
    private static final double FALL = 1.2;

    private volatile double out = LevelMeter.SILENCE;
    private volatile double in = LevelMeter.SILENCE;

    /** The same settings, with our ear at both ends. */
    CallSettings tap(CallSettings settings) {
        AudioSource source = (frame, rate) -> {
            int filled = settings.source().read(frame, rate);
            out = after(out, filled == 0 ? LevelMeter.SILENCE : LevelMeter.rms(frame));
            return filled;
        };
        AudioSink sink = (frame, rate) -> {
            in = after(in, LevelMeter.rms(frame));
            settings.sink().write(frame, rate);
        };
        return settings.withAudio(source, sink);
    }

    private static double after(double before, double now) {
        return Math.max(LevelMeter.SILENCE, Math.max(now, before - FALL));
    }

    double out() {
        return out;
    }

    double in() {
        return in;
    }
}
