package org.sipbrandy.call.evidence;

import java.util.Locale;

/** How well the media of a call is protected. */
public enum Level {
    /** Comprehensive protection (RFC 8862): both directions signed, keys bound to the signatures, consent fresh. */
    CONFIDENTIAL,
    /** SRTP flows, but the far end's keys are not bound to a verified identity. */
    ENCRYPTED,
    /** Plain RTP. */
    CLEAR,
    /** Not decided yet, or no longer; no media is sent or played. */
    PENDING,
    /** No media was or will be exchanged. */
    REFUSED;

    /** The level as events and the command line write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether media may pass at this level: the one question that the gate asks. */
    public boolean mediaMayPass() {
        return this == CONFIDENTIAL || this == ENCRYPTED || this == CLEAR;
    }
}
