package org.sipbrandy.ice.gather;

import java.util.Locale;

/** How a TURN server is reached (RFC 8656 §3.1); what it relays is UDP always. The first is tried first. */
public enum TurnTransport {
    UDP,
    TCP,
    TLS;

    /** Whether it is a stream that has to be connected. */
    public boolean isStream() {
        return this != UDP;
    }

    /** The word for people. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
