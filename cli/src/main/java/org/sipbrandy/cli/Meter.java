package org.sipbrandy.cli;

import java.util.Locale;
import org.sipbrandy.call.CallEvent.MediaFigures;

/** The line that shows how the media of a call is doing. */
final class Meter {
    private static final int CELLS = 9;
    private static final double LOWEST = -54;

    private Meter() {}

    /** At most 79 columns, so that the cursor stays on its line. */
    static String of(long seconds, Levels levels, MediaFigures figures, boolean symbols) {
        long total = figures.receivedPackets() + figures.lostPackets();
        var age = figures.consentAgeNanos();
        String line = String.format(
                Locale.ROOT,
                " %s  out %s in %s  loss %.1f%%  jitter %.0f ms%s",
                clock(seconds),
                bar(levels.out(), symbols),
                bar(levels.in(), symbols),
                total == 0 ? 0.0 : 100.0 * figures.lostPackets() / total,
                figures.jitterNanos() / 1e6,
                age.isPresent() ? String.format(Locale.ROOT, "  consent %.0f s", age.getAsLong() / 1e9) : "");
        return line.length() < Screen.WIDTH ? line : line.substring(0, Screen.WIDTH - 1);
    }

    private static String bar(double level, boolean symbols) {
        int full = (int) Math.round(CELLS * (1 - Math.min(0, Math.max(LOWEST, level)) / LOWEST));
        return (symbols ? "▮" : "#").repeat(full) + (symbols ? "▯" : ".").repeat(CELLS - full);
    }

    /** {@code 0:07}, {@code 1:02:03}. */
    static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
