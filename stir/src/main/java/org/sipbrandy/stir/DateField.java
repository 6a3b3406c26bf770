package org.sipbrandy.stir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The value of the Date header field (RFC 3261 §20.17): {@code Fri, 25 Sep 2015 19:12:25 GMT}. */
public final class DateField {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int LENGTH = 29;

    private static final int DAY = 3;

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private DateField() {}

    /** Whole seconds. */
    public static String format(Instant time) {
        return FORM.format(time);
    }

    /** Empty if it is not of that form. */
    public static Optional<Instant> parse(String value) {
        String text = value.strip();
        // By hand: each request has one, and a formatter takes a microsecond or two.
        if (text.length() != LENGTH || !text.startsWith(", ", DAY) || !text.endsWith(" GMT")) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(text.substring(8, 11));
        boolean separated = text.charAt(7) == ' '
                && text.charAt(11) == ' '
                && text.charAt(16) == ' '
                && text.charAt(19) == ':'
                && text.charAt(22) == ':';
        if (!separated || month < 0) {
            return Optional.empty();
        }
        try {
            var time = LocalDateTime.of(
                    number(text, 12, 16),
                    month + 1,
                    number(text, 5, 7),
                    number(text, 17, 19),
                    number(text, 20, 22),
                    number(text, 23, 25));
            boolean ofThatDay =
                    DAYS.indexOf(text.substring(0, DAY)) == time.getDayOfWeek().ordinal();
            return ofThatDay ? Optional.of(time.toInstant(ZoneOffset.UTC)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Digits alone; what is none is no value of any field. */
    private static int number(String text, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new DateTimeException("not a digit");
            }
            value = 10 * value + c - '0';
        }
        return value;
    }
}
