package org.sipbrandy.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where an agent is to be reached, so that others need not know where it is: it registers there and keeps the way open (RFC
 * 3261 §10, RFC 5626).
 *
 * @param registrar a SIP URI such as {@code sips:example.com}; a user in it is left out
 * @param aor the address of record; empty for the agent's first identity
 * @param proxies outbound proxies, as SIP URIs: one flow through each, at most four of them; empty to go to the registrar
 *     itself, or by the agent's outbound proxy if it has one
 * @param expires asked for, 10 seconds to a year; the registrar may grant less
 */
public record Registration(String registrar, Optional<String> aor, List<String> proxies, Duration expires) {
    /** RFC 5626 §4.2.1. */
    private static final int MAX_FLOWS = 4;

    public Registration {
        proxies = List.copyOf(proxies);
        if (proxies.size() > MAX_FLOWS) {
            throw new IllegalArgumentException("at most " + MAX_FLOWS + " proxies");
        }
    }

    /** Of the agent's first identity, for an hour at a time. */
    public static Registration at(String registrar) {
        return new Registration(registrar, Optional.empty(), List.of(), Duration.ofHours(1));
    }

    public Registration of(String someAor) {
        return new Registration(registrar, Optional.of(someAor), proxies, expires);
    }

    public Registration through(List<String> outboundProxies) {
        return new Registration(registrar, aor, outboundProxies, expires);
    }

    public Registration lasting(Duration some) {
        return new Registration(registrar, aor, proxies, some);
    }
}
