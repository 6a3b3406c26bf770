package org.sipbrandy.sip.registration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;

/**
 * What is to be registered, over one flow.
 *
 * @param aor the address of record
 * @param registrar the Request-URI, whose user is left out (RFC 3261 §10.2)
 * @param proxies the way there, nearest first: loose routes; empty to go to the registrar itself
 * @param instance {@code +sip.instance} as a URN, the same for as long as the device lives; without it there is no outbound
 *     and no GRUU (RFC 5626 §4.1)
 * @param regId of this flow, 1 to 2³¹−1, the same after every start
 * @param expires asked for
 * @param timers of failures
 */
public record RegistrationSettings(
        Uri aor,
        SipUri registrar,
        List<Uri> proxies,
        Optional<String> instance,
        int regId,
        Duration expires,
        RetryTimers timers) {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(365);

    public RegistrationSettings {
        proxies = List.copyOf(proxies);
        registrar = new SipUri(
                registrar.secure(),
                Optional.empty(),
                Optional.empty(),
                registrar.hostPort(),
                registrar.parameters(),
                List.of());
        if (regId < 1) {
            throw new IllegalArgumentException("reg-id begins at 1");
        }
        if (expires.compareTo(SHORTEST) < 0 || expires.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a registration lasts from 10 seconds to a year");
        }
        if (instance.filter(it -> !it.startsWith("urn:")).isPresent()) {
            throw new IllegalArgumentException("an instance is a URN");
        }
    }

    /** The URI to be located for REGISTER. */
    public Uri nextHop() {
        return proxies.isEmpty() ? registrar : proxies.getFirst();
    }
}
