package org.sipbrandy.sdp.offeranswer;

/** The SIP messages that a description can be in, with the six patterns of RFC 6337 §2.2 table 1. */
public enum SdpPlace {
    INVITE(Refusal.STATUS_488),
    UNRELIABLE_1XX(Refusal.NONE),
    RELIABLE_1XX(Refusal.REJECTING_ANSWER),
    INVITE_2XX(Refusal.REJECTING_ANSWER),
    ACK(Refusal.NONE),
    /** Cannot be refused by status: RFC 3262 §3 wants a 2xx. */
    PRACK(Refusal.REJECTING_ANSWER),
    PRACK_2XX(Refusal.NONE),
    UPDATE(Refusal.STATUS_488),
    UPDATE_2XX(Refusal.NONE),
    /** OPTIONS, 488, INFO, …: capability text or nothing (RFC 6337 §2.4). */
    OTHER(Refusal.NONE);

    /** How an offer at a place is refused (RFC 6337 §2.3 table 2). */
    public enum Refusal {
        /** 488 with Warning; the session is as before. */
        STATUS_488,
        /** An answer with port 0, then another offer, CANCEL or BYE. */
        REJECTING_ANSWER,
        /** There is no offer here. */
        NONE
    }

    private final Refusal refusal;

    SdpPlace(Refusal refusal) {
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /**
     * What a description at this place is.
     *
     * @param invite the exchange of the INVITE that the place belongs to
     * @param state of the dialog, before this message
     */
    public SdpMeaning meaning(InviteExchange invite, OfferAnswerState state) {
        return switch (this) {
            case INVITE, UPDATE -> SdpMeaning.OFFER;
            case UNRELIABLE_1XX -> invite == InviteExchange.OFFERED_IN_INVITE ? SdpMeaning.PREVIEW : SdpMeaning.NONE;
            case RELIABLE_1XX, INVITE_2XX -> inResponse(invite);
            case ACK -> invite == InviteExchange.OFFERED_IN_2XX ? SdpMeaning.ANSWER : SdpMeaning.NONE;
            case PRACK -> inPrack(invite);
            // RFC 6337 §2.2 patterns 5 and 6: only the answer to the offer in that very request.
            case PRACK_2XX, UPDATE_2XX -> state == OfferAnswerState.STABLE ? SdpMeaning.NONE : SdpMeaning.ANSWER;
            case OTHER -> SdpMeaning.NONE;
        };
    }

    private static SdpMeaning inResponse(InviteExchange invite) {
        return switch (invite) {
            case OFFERED_IN_INVITE -> SdpMeaning.ANSWER;
            case NOT_OFFERED -> SdpMeaning.OFFER;
            // RFC 3261 §13.2.1: later ones are ignored.
            case OFFERED_IN_RELIABLE_1XX, OFFERED_IN_2XX, ANSWERED -> SdpMeaning.NONE;
        };
    }

    private static SdpMeaning inPrack(InviteExchange invite) {
        return switch (invite) {
            case OFFERED_IN_RELIABLE_1XX -> SdpMeaning.ANSWER;
            // RFC 3262 §5: a further offer, once the reliable response has answered the first.
            case ANSWERED -> SdpMeaning.OFFER;
            case NOT_OFFERED, OFFERED_IN_INVITE, OFFERED_IN_2XX -> SdpMeaning.NONE;
        };
    }
}
