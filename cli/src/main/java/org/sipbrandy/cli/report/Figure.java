package org.sipbrandy.cli.report;

import java.util.Locale;

/** Numbers and words as drawings write them. */
final class Figure {
    private Figure() {}

    /** A coordinate, to a tenth. */
    static String at(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }

    /** A time since the INVITE: {@code 87 ms}, {@code 12.4 s}, {@code 3:07 min}. */
    static String time(double millis) {
        long rounded = Math.round(millis);
        if (rounded < 10_000) {
            return rounded + " ms";
        }
        if (rounded < 120_000) {
            return String.format(Locale.ROOT, "%.1f s", rounded / 1000.0);
        }
        long seconds = Math.round(rounded / 1000.0);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d h", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** A length of time: {@code 300 ms}, {@code 3.6 s}. */
    static String span(double millis) {
        return millis < 1000 || millis >= 10_000
                ? time(millis)
                : String.format(Locale.ROOT, "%.1f s", Math.round(millis) / 1000.0);
    }

    /** At most so many characters; what does not fit is cut in the middle, where an address says least. */
    static String fit(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int tail = characters / 2;
        return text.substring(0, Math.max(0, characters - tail - 1)) + "…" + text.substring(text.length() - tail);
    }

    /** The same, cut at the end. */
    static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, Math.max(0, characters - 1)) + "…";
    }
}
