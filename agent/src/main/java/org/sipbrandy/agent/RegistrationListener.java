package org.sipbrandy.agent;

import org.sipbrandy.sip.registration.RegistrationEvent;

/** Watches registrations. Called on the agent's loop: has to return at once. */
@FunctionalInterface
public interface RegistrationListener {
    /**
     * @param flow which of the registration's flows, 1 for the first
     */
    void on(String aor, String registrar, int flow, RegistrationEvent event);
}
