package org.sipbrandy.sdp.offeranswer;

/** How far the exchange of one INVITE (or re-INVITE) has come: where its offer was, and whether it is answered. */
public enum InviteExchange {
    /** No offer yet: the INVITE had none. */
    NOT_OFFERED,
    OFFERED_IN_INVITE,
    OFFERED_IN_RELIABLE_1XX,
    OFFERED_IN_2XX,
    ANSWERED;

    /** After a description with that meaning at that place. */
    public InviteExchange after(SdpPlace place, SdpMeaning meaning) {
        if (place == SdpPlace.UPDATE || place == SdpPlace.UPDATE_2XX || place == SdpPlace.PRACK_2XX) {
            return this;
        }
        return switch (meaning) {
            case ANSWER -> ANSWERED;
            case OFFER ->
                switch (place) {
                    case INVITE -> OFFERED_IN_INVITE;
                    case RELIABLE_1XX -> OFFERED_IN_RELIABLE_1XX;
                    case INVITE_2XX -> OFFERED_IN_2XX;
                    case UNRELIABLE_1XX, ACK, PRACK, PRACK_2XX, UPDATE, UPDATE_2XX, OTHER -> this;
                };
            case PREVIEW, NONE -> this;
        };
    }
}
