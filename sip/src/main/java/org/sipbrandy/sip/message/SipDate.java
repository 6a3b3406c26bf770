package org.sipbrandy.sip.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;

/** The Date header, RFC 3261 §20.17: RFC 1123 form, case-sensitive, zone GMT only. */
public final class SipDate {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    /** {@code Sat, 13 Nov 2010 23:29:00 GMT}. */
    private static final int LENGTH = 29;

    private SipDate() {}

    /**
     * The instant; the day of the week must be one, but is not compared with the date.
     *
     * @throws SipParseException if it is anything but {@code wkday, DD Mon YYYY HH:MM:SS GMT}
     */
    public static Instant parse(String text) {
        boolean shaped = text.length() == LENGTH
                && DAYS.contains(text.substring(0, 3))
                && text.startsWith(", ", 3)
                && text.charAt(7) == ' '
                && text.charAt(11) == ' '
                && text.charAt(16) == ' '
                && text.charAt(19) == ':'
                && text.charAt(22) == ':'
                && text.endsWith(" GMT");
        if (!shaped) {
            throw new SipParseException("malformed Date", 0);
        }
        try {
            return LocalDateTime.of(
                            number(text, 12, 16),
                            MONTHS.indexOf(text.substring(8, 11)) + 1,
                            number(text, 5, 7),
                            number(text, 17, 19),
                            number(text, 20, 22),
                            number(text, 23, 25))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new SipParseException("Date out of range", 0);
        }
    }

    private static int number(String text, int start, int end) {
        OptionalInt value = Digits.bounded(text.substring(start, end), 9_999);
        if (value.isEmpty()) {
            throw new SipParseException("malformed Date", start);
        }
        return value.getAsInt();
    }

    /**
     * The text of the instant, cut to seconds.
     *
     * @throws IllegalArgumentException outside the years 0 to 9999
     */
    public static String format(Instant instant) {
        LocalDateTime at = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        if (at.getYear() < 0 || at.getYear() > 9_999) {
            throw new IllegalArgumentException("year out of range");
        }
        StringBuilder out = new StringBuilder(LENGTH)
                .append(DAYS.get(at.getDayOfWeek().getValue() - 1))
                .append(", ");
        digits(out, at.getDayOfMonth(), 2)
                .append(' ')
                .append(MONTHS.get(at.getMonthValue() - 1))
                .append(' ');
        digits(out, at.getYear(), 4).append(' ');
        digits(out, at.getHour(), 2).append(':');
        digits(out, at.getMinute(), 2).append(':');
        return digits(out, at.getSecond(), 2).append(" GMT").toString();
    }

    private static StringBuilder digits(StringBuilder out, int value, int width) {
        String text = Integer.toString(value);
        return out.repeat('0', width - text.length()).append(text);
    }
}
