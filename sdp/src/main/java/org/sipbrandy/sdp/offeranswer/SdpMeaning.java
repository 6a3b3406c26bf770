package org.sipbrandy.sdp.offeranswer;

/** What a description in a SIP message is. */
public enum SdpMeaning {
    OFFER,
    ANSWER,
    /** An answer ahead of time, in an unreliable response; it ends nothing (RFC 6337 §3.1.1). */
    PREVIEW,
    /** Without effect on the session. */
    NONE
}
