package org.sipbrandy.sip.dialog;

/**
 * What is under way in a dialog when an offer is to be sent or a request comes in.
 *
 * @param localInvite our INVITE or re-INVITE has no final response yet
 * @param remoteInvite the peer's INVITE or re-INVITE has no final response of ours yet
 * @param localUpdate our UPDATE has no final response yet
 * @param remoteUpdate the peer's UPDATE has no final response of ours yet
 * @param localOffer an offer of ours is unanswered, or its answer is in a reliable response whose PRACK or ACK is not
 *     done (RFC 6337 §4.3): for a caller until the 2xx to its PRACK
 * @param remoteOffer an offer of the peer is unanswered, or our answer is in a reliable response whose PRACK or ACK is
 *     not done: for a callee until it has answered the PRACK
 */
public record OpenExchanges(
        boolean localInvite,
        boolean remoteInvite,
        boolean localUpdate,
        boolean remoteUpdate,
        boolean localOffer,
        boolean remoteOffer) {
    public static final OpenExchanges NONE = new OpenExchanges(false, false, false, false, false, false);
}
