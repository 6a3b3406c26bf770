package org.sipbrandy.call;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.registration.RegistrationEvent;
import org.sipbrandy.sip.registration.RegistrationSettings;
import org.sipbrandy.sip.transaction.TransactionEffect;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.VerifiedIdentity;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.Credential;

/** What an {@code Endpoint} wants done by those who have sockets, threads and stores. */
public sealed interface EndpointEffect {

    /** Send this message. If it fails for good, hand {@code origin} to {@code Endpoint.transportFailed}. */
    record Transmit(SipMessage message, Target target, TransactionEffect.Transmit origin) implements EndpointEffect {}

    /**
     * Find out where requests to this URI go (RFC 3263), then {@code Endpoint.located}.
     *
     * @param strangers somebody wrote the URI into a request of theirs: only what is on the open Internet is looked at, unless
     *     configuration has it otherwise (STIR-VS-34)
     */
    record Locate(long ticket, Uri next, boolean strangers) implements EndpointEffect {}

    /** What came of {@code Endpoint.fetchCertificate}. */
    record CertificateFetched(long ticket, CertificateSource.Answer answer) implements EndpointEffect {}

    /**
     * Open sockets for so many streams and gather candidates, then {@code Endpoint.mediaOpened}.
     *
     * @param towards the far end of signalling, which tells whether the call stays on this machine
     * @param addresses on which of this machine's
     */
    record OpenMedia(String call, int streams, Target towards, Addresses addresses) implements EndpointEffect {
        /** On all addresses. */
        public OpenMedia(String call, int streams, Target towards) {
            this(call, streams, towards, Addresses.ALL);
        }

        public OpenMedia withAddresses(Addresses changed) {
            return new OpenMedia(call, streams, towards, changed);
        }
    }

    /** Which addresses of this machine the far end gets to know. */
    enum Addresses {
        /** Those of every interface. */
        ALL,
        /** The one from which the way to the far end of signalling leads. */
        ON_THE_WAY
    }

    /** Close the call's sockets, once what was to be sent is sent. */
    record CloseMedia(String call) implements EndpointEffect {}

    /** Send a datagram from one of the call's sockets. */
    record SendMedia(String call, TransportAddress local, TransportAddress remote, byte[] datagram)
            implements EndpointEffect {}

    /**
     * Sign, then {@code Endpoint.signed}.
     *
     * @param baselineToo with a baseline signature besides
     * @param oneTime with this credential and no other; with the user's own, if empty
     */
    record Sign(
            long ticket, RequestView request, SigningOptions options, boolean baselineToo, Optional<Credential> oneTime)
            implements EndpointEffect {}

    /** Verify under that policy, then {@code Endpoint.verified}. */
    record Verify(long ticket, RequestView request, boolean requireIdentity) implements EndpointEffect {}

    /** A confidential call was held with this identity and its key. */
    record Remember(VerifiedIdentity peer) implements EndpointEffect {}

    /** Ask the application: {@code Endpoint.accept} or {@code Endpoint.reject}. */
    record Invitation(String call, String from, String to) implements EndpointEffect {}

    /** Tell those who watch the call. */
    record Tell(String call, CallEvent event) implements EndpointEffect {}

    /** The call is over and forgotten; the last effect that names it. */
    record Forget(String call) implements EndpointEffect {}

    /** Keep that flow alive, and tell {@code Endpoint.flowAnswered} and {@code flowLost} (RFC 5626 §4.4). */
    record KeepFlow(Target flow, long nanos) implements EndpointEffect {}

    /** Tell those who wanted to be registered. */
    record TellRegistration(RegistrationSettings registration, RegistrationEvent event) implements EndpointEffect {}

    /** Empty lists for as many streams: no socket could be had. */
    static List<List<TransportAddress>> noSockets(int streams) {
        return java.util.Collections.nCopies(streams, List.of());
    }
}
