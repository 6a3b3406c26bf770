package org.sipbrandy.cli.text;

import org.sipbrandy.call.evidence.Step;

/** Steps as people read them. */
public final class StepName {
    private StepName() {}

    /** In a few words, in the past. */
    public static String of(Step step, boolean ok) {
        return switch (step) {
            case SIGNALLING -> ok ? "signalling reached" : "signalling failed";
            case OFFER_SIGNED -> ok ? "offer signed" : "offer not signed";
            case OFFER_VERIFIED -> ok ? "signature of the offer verified" : "signature of the offer refused";
            case ANSWER_RECEIVED -> ok ? "answer received" : "answer refused";
            case ICE_CONNECTED -> ok ? "ICE connected" : "ICE failed";
            case DTLS_CONNECTED -> ok ? "DTLS handshake done" : "DTLS handshake failed";
            case ANSWER_SIGNED -> ok ? "answer signed" : "answer not signed";
            case ANSWER_VERIFIED -> ok ? "signature of the answer verified" : "answer not verified";
            case KEYS_BOUND -> ok ? "keys bound to the signature" : "keys not bound to the signature";
            case CONSENT -> ok ? "consent to send" : "consent gone";
            case MEDIA -> ok ? "first media" : "no media";
        };
    }
}
