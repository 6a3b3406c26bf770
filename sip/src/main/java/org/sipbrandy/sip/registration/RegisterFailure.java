package org.sipbrandy.sip.registration;

import java.util.OptionalLong;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipResponse;

/** What to do about a response to REGISTER that grants nothing. */
sealed interface RegisterFailure {

    /** Ask for so many seconds (RFC 3261 §10.2.8). */
    record AskForMore(long seconds) implements RegisterFailure {}

    /** Register without outbound (RFC 5626 §11.6). */
    record WithoutOutbound() implements RegisterFailure {}

    /** Try the next server (RFC 3263 §4.3). */
    record NextServer() implements RegisterFailure {}

    /**
     * Try again later.
     *
     * @param retryAfter nanoseconds that the registrar asks for
     */
    record Later(OptionalLong retryAfter) implements RegisterFailure {}

    /** It would be refused again. */
    record Final() implements RegisterFailure {}

    /**
     * @param asked seconds that were asked for
     * @param outbound whether outbound was asked for
     */
    static RegisterFailure of(SipResponse response, long asked, boolean outbound) {
        return switch (response.status()) {
            case 423 -> {
                long least = seconds(response);
                yield least > asked ? new AskForMore(least) : new Final();
            }
            case 439 -> outbound ? new WithoutOutbound() : new Final();
            case 503 -> {
                var wait = retryAfter(response);
                yield wait.isPresent() ? new Later(wait) : new NextServer();
            }
            case 408, 480, 500, 502, 504 -> new Later(retryAfter(response));
            default -> new Final(); // RFC 5626 §11.5: 430 is for proxies, and counts as 400 here
        };
    }

    private static long seconds(SipResponse response) {
        return response.headers()
                .first(HeaderName.MIN_EXPIRES)
                .filter(it -> it.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static OptionalLong retryAfter(SipResponse response) {
        try {
            var given = response.headers().retryAfter();
            long longest = 3600;
            return given.isEmpty() ? given : OptionalLong.of(Math.min(given.getAsLong(), longest) * 1_000_000_000L);
        } catch (SipParseException _) {
            return OptionalLong.empty();
        }
    }
}
