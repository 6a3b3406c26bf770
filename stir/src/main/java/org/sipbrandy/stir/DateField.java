package org.sipbrandy.stir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** The value of the Date header field (RFC 3261 §20.17): {@code Fri, 25 Sep 2015 19:12:25 GMT}. */
public final class DateField {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private DateField() {}

    /** Whole seconds. */
    public static String format(Instant time) {
        return FORM.format(time);
    }

    /** Empty if it is not of that form. */
    public static Optional<Instant> parse(String value) {
        try {
            return Optional.of(FORM.parse(value.strip(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
