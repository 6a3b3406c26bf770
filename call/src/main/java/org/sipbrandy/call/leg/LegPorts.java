package org.sipbrandy.call.leg;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ClientTransactionId;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.Credential;

/** What a leg needs of its {@code Endpoint}. */
public interface LegPorts {
    /** Answers to one request. */
    interface Answers {
        /** A response; provisional ones too. */
        void response(SipResponse response, Target source, long now);

        /** No answer will come: 408 for silence, 503 if it could not be sent. */
        void none(int status, boolean tryNext, long now);
    }

    /** What was signed. */
    @FunctionalInterface
    interface OnSigned {
        void signed(RequestSigner.Signed result, long now);
    }

    /** What was verified. */
    @FunctionalInterface
    interface OnVerified {
        void verified(RequestVerifier.Checked result, long now);
    }

    /** Where requests go; empty if nowhere. */
    @FunctionalInterface
    interface OnLocated {
        void located(List<Target> targets, long now);
    }

    ClientTransactionId send(SipRequest request, Target target, Answers answers, long now);

    /** The same, but no challenge to it is answered: a login tells who it is. */
    ClientTransactionId sendWithoutLogin(SipRequest request, Target target, Answers answers, long now);

    /** Sends an ACK for a 2xx, which is a transaction of its own (RFC 3261 §13.2.2.4); gives it back as it left. */
    SipRequest sendAck(SipRequest ack, Target target, long now);

    void cancel(ClientTransactionId invite, Headers added, long now);

    void respond(ServerTransactionId id, SipResponse response, long now);

    /** Signs a request, with a baseline signature besides if that is wanted. */
    void sign(RequestView request, SigningOptions options, boolean baselineToo, OnSigned then);

    /** Signs with that credential and no other. */
    void sign(Credential with, RequestView request, SigningOptions options, boolean baselineToo, OnSigned then);

    void verify(RequestView request, boolean requireIdentity, OnVerified then);

    void locate(Uri next, OnLocated then);

    /** The same for a URI that a stranger wrote: nobody is found there who is not on the open Internet. */
    void locateForStranger(Uri next, OnLocated then);

    void effect(EndpointEffect effect);

    /** A REFER or a NOTIFY of the far end within a dialog of that leg. */
    void transfer(Leg leg, ServerTransactionId id, SipRequest request, CallDialog dialog);

    void ended(Leg leg);

    /** Our Contact towards a target; sips where the dialog is (RFC 5630 §5.1.1). */
    NameAddr contact(Target towards, Uri own, boolean secure);

    Instant wallClock(long now);

    MediaSettings media();

    RandomGenerator random();

    /** {@code User-Agent} and {@code Server}; empty to say nothing. */
    String product();
}
