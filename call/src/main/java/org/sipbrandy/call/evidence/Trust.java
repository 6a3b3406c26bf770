package org.sipbrandy.call.evidence;

import java.util.Locale;

/** How far the key that signed for the far end is trusted. */
public enum Trust {
    /** Its certificate chains to a configured anchor. */
    CA,
    /** The same key as one that the user compared out of band. */
    VERIFIED,
    /** The same key as in an earlier call. */
    KNOWN,
    /** A self-signed key, seen for the first time: whoever answered may have made it (RFC 8862 §4.1). */
    FIRST_USE,
    /** A one-time key of a caller who gives no name (RFC 8862 §4.2). */
    ANONYMOUS,
    /** Another key than in earlier calls. */
    CHANGED,
    /** No signature of the far end was verified. */
    NONE;

    /** The word as events and the command line write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
