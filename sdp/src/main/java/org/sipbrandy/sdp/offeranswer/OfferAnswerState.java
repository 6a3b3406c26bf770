package org.sipbrandy.sdp.offeranswer;

/** Whether an offer waits for its answer. */
public enum OfferAnswerState {
    STABLE,
    HAVE_LOCAL_OFFER,
    HAVE_REMOTE_OFFER
}
