package org.sipbrandy.agent.certificate;

import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** For how long a response may be used without asking again (RFC 9111 §4.2); this is a private cache. */
final class Freshness {
    /** Where the server says nothing (RFC 9111 §4.2.2). */
    private static final Duration UNSAID = Duration.ofMinutes(5);

    private static final Duration MOST = Duration.ofDays(1);

    private Freshness() {}

    static Duration of(HttpHeaders headers) {
        String control =
                String.join(",", headers.getAll(HttpHeaderNames.CACHE_CONTROL)).toLowerCase(Locale.ROOT);
        OptionalLong maxAge = OptionalLong.empty();
        for (String directive : control.split(",", -1)) {
            String one = directive.strip();
            if (one.equals("no-store") || one.equals("no-cache") || one.startsWith("no-cache=")) {
                return Duration.ZERO;
            }
            if (one.startsWith("max-age=")) {
                maxAge = seconds(one.substring("max-age=".length()).replace("\"", ""));
            }
        }
        Duration lifetime = maxAge.isPresent() ? Duration.ofSeconds(maxAge.getAsLong()) : byExpires(headers);
        Duration age = Duration.ofSeconds(
                seconds(headers.get(HttpHeaderNames.AGE, "0")).orElse(0));
        Duration left = lifetime.minus(age);
        return left.isNegative() ? Duration.ZERO : left.compareTo(MOST) > 0 ? MOST : left;
    }

    private static Duration byExpires(HttpHeaders headers) {
        String expires = headers.get(HttpHeaderNames.EXPIRES);
        if (expires == null) {
            return UNSAID;
        }
        var until = DateFormatter.parseHttpDate(expires);
        var date = DateFormatter.parseHttpDate(headers.get(HttpHeaderNames.DATE, ""));
        return until == null || date == null
                ? Duration.ZERO // RFC 9111 §5.3: what cannot be read has expired
                : Duration.ofMillis(until.getTime() - date.getTime());
    }

    private static OptionalLong seconds(String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
