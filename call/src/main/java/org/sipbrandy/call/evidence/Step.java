package org.sipbrandy.call.evidence;

import java.util.Locale;

/** The steps that a fully protected call reaches, in their order. */
public enum Step {
    SIGNALLING,
    OFFER_SIGNED,
    OFFER_VERIFIED,
    ANSWER_RECEIVED,
    ICE_CONNECTED,
    DTLS_CONNECTED,
    ANSWER_SIGNED,
    ANSWER_VERIFIED,
    KEYS_BOUND,
    CONSENT,
    MEDIA;

    /** The word as events write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
