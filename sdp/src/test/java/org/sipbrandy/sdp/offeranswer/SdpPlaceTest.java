package org.sipbrandy.sdp.offeranswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.sdp.offeranswer.InviteExchange.ANSWERED;
import static org.sipbrandy.sdp.offeranswer.InviteExchange.NOT_OFFERED;
import static org.sipbrandy.sdp.offeranswer.InviteExchange.OFFERED_IN_2XX;
import static org.sipbrandy.sdp.offeranswer.InviteExchange.OFFERED_IN_INVITE;
import static org.sipbrandy.sdp.offeranswer.InviteExchange.OFFERED_IN_RELIABLE_1XX;
import static org.sipbrandy.sdp.offeranswer.OfferAnswerState.HAVE_LOCAL_OFFER;
import static org.sipbrandy.sdp.offeranswer.OfferAnswerState.HAVE_REMOTE_OFFER;
import static org.sipbrandy.sdp.offeranswer.OfferAnswerState.STABLE;
import static org.sipbrandy.sdp.offeranswer.SdpMeaning.ANSWER;
import static org.sipbrandy.sdp.offeranswer.SdpMeaning.NONE;
import static org.sipbrandy.sdp.offeranswer.SdpMeaning.OFFER;
import static org.sipbrandy.sdp.offeranswer.SdpMeaning.PREVIEW;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SdpPlaceTest {
    @Test
    @DisplayName("SDP-17 the six pairs of RFC 6337 table 1 are offers and answers")
    void sixPairs() {
        assertThat(SdpPlace.INVITE.meaning(NOT_OFFERED, STABLE)).isEqualTo(OFFER);
        assertThat(SdpPlace.INVITE_2XX.meaning(OFFERED_IN_INVITE, HAVE_LOCAL_OFFER))
                .isEqualTo(ANSWER);
        assertThat(SdpPlace.RELIABLE_1XX.meaning(OFFERED_IN_INVITE, HAVE_LOCAL_OFFER))
                .isEqualTo(ANSWER);
        assertThat(SdpPlace.INVITE_2XX.meaning(NOT_OFFERED, STABLE)).isEqualTo(OFFER);
        assertThat(SdpPlace.ACK.meaning(OFFERED_IN_2XX, HAVE_LOCAL_OFFER)).isEqualTo(ANSWER);
        assertThat(SdpPlace.RELIABLE_1XX.meaning(NOT_OFFERED, STABLE)).isEqualTo(OFFER);
        assertThat(SdpPlace.PRACK.meaning(OFFERED_IN_RELIABLE_1XX, HAVE_REMOTE_OFFER))
                .isEqualTo(ANSWER);
        assertThat(SdpPlace.PRACK.meaning(ANSWERED, STABLE)).isEqualTo(OFFER);
        assertThat(SdpPlace.PRACK_2XX.meaning(ANSWERED, HAVE_LOCAL_OFFER)).isEqualTo(ANSWER);
        assertThat(SdpPlace.UPDATE.meaning(ANSWERED, STABLE)).isEqualTo(OFFER);
        assertThat(SdpPlace.UPDATE_2XX.meaning(ANSWERED, HAVE_LOCAL_OFFER)).isEqualTo(ANSWER);
    }

    @Test
    @DisplayName("SDP-17 a description anywhere else has no effect")
    void elsewhere() {
        for (InviteExchange invite : InviteExchange.values()) {
            for (OfferAnswerState state : OfferAnswerState.values()) {
                assertThat(SdpPlace.OTHER.meaning(invite, state)).isEqualTo(NONE);
            }
        }
        assertThat(SdpPlace.ACK.meaning(ANSWERED, STABLE)).isEqualTo(NONE);
        assertThat(SdpPlace.ACK.meaning(OFFERED_IN_INVITE, HAVE_LOCAL_OFFER)).isEqualTo(NONE);
        assertThat(SdpPlace.PRACK.meaning(OFFERED_IN_INVITE, HAVE_REMOTE_OFFER)).isEqualTo(NONE);
        assertThat(SdpPlace.PRACK_2XX.meaning(ANSWERED, STABLE)).isEqualTo(NONE);
        assertThat(SdpPlace.UPDATE_2XX.meaning(ANSWERED, STABLE)).isEqualTo(NONE);
    }

    @Test
    @DisplayName("SDP-01 once a reliable response has answered, later responses to that INVITE carry nothing")
    void answeredOnce() {
        InviteExchange after = OFFERED_IN_INVITE.after(SdpPlace.RELIABLE_1XX, ANSWER);

        assertThat(after).isEqualTo(ANSWERED);
        assertThat(SdpPlace.RELIABLE_1XX.meaning(after, STABLE)).isEqualTo(NONE);
        assertThat(SdpPlace.INVITE_2XX.meaning(after, STABLE)).isEqualTo(NONE);
        assertThat(SdpPlace.UNRELIABLE_1XX.meaning(after, STABLE)).isEqualTo(NONE);
    }

    @Test
    @DisplayName("SDP-18 in an unreliable response a description is a preview and ends nothing")
    void preview() {
        assertThat(SdpPlace.UNRELIABLE_1XX.meaning(OFFERED_IN_INVITE, HAVE_LOCAL_OFFER))
                .isEqualTo(PREVIEW);
        assertThat(OFFERED_IN_INVITE.after(SdpPlace.UNRELIABLE_1XX, PREVIEW)).isEqualTo(OFFERED_IN_INVITE);
        assertThat(SdpPlace.UNRELIABLE_1XX.meaning(NOT_OFFERED, STABLE)).isEqualTo(NONE);
    }

    @Test
    @DisplayName("SDP-02 an UPDATE neither offers nor answers for the INVITE")
    void update() {
        for (InviteExchange invite : InviteExchange.values()) {
            assertThat(invite.after(SdpPlace.UPDATE, OFFER)).isEqualTo(invite);
            assertThat(invite.after(SdpPlace.UPDATE_2XX, ANSWER)).isEqualTo(invite);
        }
        assertThat(NOT_OFFERED.after(SdpPlace.INVITE, OFFER)).isEqualTo(OFFERED_IN_INVITE);
        assertThat(NOT_OFFERED.after(SdpPlace.INVITE_2XX, OFFER)).isEqualTo(OFFERED_IN_2XX);
        assertThat(NOT_OFFERED.after(SdpPlace.RELIABLE_1XX, OFFER)).isEqualTo(OFFERED_IN_RELIABLE_1XX);
    }

    @Test
    @DisplayName("SDP-19 offers in requests are refused by 488, in responses and PRACK by an answer")
    void refusals() {
        assertThat(SdpPlace.INVITE.refusal()).isEqualTo(SdpPlace.Refusal.STATUS_488);
        assertThat(SdpPlace.UPDATE.refusal()).isEqualTo(SdpPlace.Refusal.STATUS_488);
        assertThat(SdpPlace.INVITE_2XX.refusal()).isEqualTo(SdpPlace.Refusal.REJECTING_ANSWER);
        assertThat(SdpPlace.RELIABLE_1XX.refusal()).isEqualTo(SdpPlace.Refusal.REJECTING_ANSWER);
        assertThat(SdpPlace.PRACK.refusal()).isEqualTo(SdpPlace.Refusal.REJECTING_ANSWER);
        assertThat(SdpPlace.OTHER.refusal()).isEqualTo(SdpPlace.Refusal.NONE);
    }
}
