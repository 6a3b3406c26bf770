package org.sipbrandy.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.sip.digest.Login;
import org.sipbrandy.sip.digest.Logins;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.registration.RegistrationSettings;
import org.sipbrandy.sip.registration.RetryTimers;

/**
 * The servers that an agent uses, as {@link UserAgentBuilder} was told.
 *
 * @param proxy that every call passes, unless its registration names another way
 * @param instance a URN
 */
record Outbound(
        Optional<Uri> proxy,
        List<Login> logins,
        List<Registration> registrations,
        Optional<String> instance,
        RetryTimers timers,
        RegistrationListener listener) {
    Outbound {
        logins = List.copyOf(logins);
        registrations = List.copyOf(registrations);
    }

    Logins keys() {
        return new Logins(logins);
    }

    /**
     * One for each flow.
     *
     * @throws IllegalArgumentException for what is no SIP URI
     */
    List<RegistrationSettings> flows(List<Uri> identities) {
        var flows = new ArrayList<RegistrationSettings>();
        for (Registration one : registrations) {
            if (one.aor().isEmpty() && identities.isEmpty()) {
                throw new IllegalArgumentException("the agent has no identity to register");
            }
            var aor = one.aor().map(Uri::parse).orElseGet(identities::getFirst);
            var proxies = one.proxies().isEmpty()
                    ? proxy.stream().toList()
                    : one.proxies().stream().map(Uri::parse).toList();
            for (int i = 0; i < Math.max(1, proxies.size()); i++) {
                flows.add(new RegistrationSettings(
                        aor,
                        SipUri.parse(one.registrar()),
                        proxies.isEmpty() ? List.of() : List.of(proxies.get(i)),
                        instance,
                        i + 1,
                        one.expires(),
                        timers));
            }
        }
        return flows;
    }
}
