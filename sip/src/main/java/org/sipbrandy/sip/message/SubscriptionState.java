package org.sipbrandy.sip.message;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Subscription-State, RFC 6665 §8.2.3.
 *
 * @param state lower case: {@code active}, {@code pending}, {@code terminated}, or one that is not known
 */
public record SubscriptionState(String state, Parameters parameters) implements HeaderValue {
    private static final String TERMINATED = "terminated";

    public SubscriptionState {
        state = state.toLowerCase(Locale.ROOT);
        if (!CharClass.isToken(state)) {
            throw new IllegalArgumentException("subscription state is not a token");
        }
    }

    /** More is to be told, for so many seconds at most. */
    public static SubscriptionState active(long seconds) {
        return new SubscriptionState("active", Parameters.NONE.with("expires", Long.toString(seconds)));
    }

    /** Nothing more will be told, since what was subscribed to is over (RFC 3515 §2.4.7). */
    public static SubscriptionState over() {
        return new SubscriptionState(TERMINATED, Parameters.NONE.with("reason", "noresource"));
    }

    /** @throws SipParseException if malformed, or if it is a list */
    public static SubscriptionState parse(String text) {
        Cursor in = new Cursor(text);
        in.skipSpace();
        String state = in.token("subscription state");
        Parameters parameters = Parameters.parse(in);
        in.skipSpace();
        in.requireEnd();
        return new SubscriptionState(state, parameters);
    }

    public boolean terminated() {
        return state.equals(TERMINATED);
    }

    /** Seconds; empty if it does not say, or nothing that can be read. */
    public OptionalLong expires() {
        Optional<String> value = parameters.raw("expires");
        return value.isPresent() ? Digits.bounded(value.get(), RAck.MAX_RSEQ) : OptionalLong.empty();
    }

    public Optional<String> reason() {
        return parameters.raw("reason");
    }

    @Override
    public String toString() {
        return state + parameters;
    }
}
