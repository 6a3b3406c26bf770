package org.sipbrandy.cli.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;

/** Puts together what is known of one call. */
final class Assessment {
    private Assessment() {}

    static AuditedCall of(ObservedCall call, CallMedia media, SignatureCheck check) {
        var signatures = Signatures.of(call, check);
        var keys = Keys.of(call);
        var signalling = new SignallingSteps(call, signatures);
        var ofMedia = new MediaSteps(call, media, signatures, keys);
        var steps = List.of(
                signalling.signalling(),
                signalling.offerSigned(),
                signalling.offerVerified(),
                signalling.answerReceived(),
                ofMedia.iceConnected(),
                ofMedia.dtlsConnected(),
                signalling.answerSigned(),
                signalling.answerVerified(),
                ofMedia.keysBound(),
                ofMedia.consent(),
                ofMedia.media());
        var judgement = new Judgement(call, media, signatures, keys, ofMedia, steps);
        var notes = new ArrayList<>(signalling.changes());
        if (keys.sdes()) {
            notes.add("the keys of SRTP stand in the signalling (a=crypto): whoever reads that can listen");
        }
        if (judgement.allReached()
                && judgement.level() != Level.CONFIDENTIAL
                && judgement.reasons().isEmpty()) {
            notes.add("every step was seen, but not that both sides took it: an answer to a signed request is missing");
        }
        var any = call.invite().orElse(call.messages().getFirst());
        var first = any.message().headers();
        boolean turned = any.fromCaller() != any.request().isPresent(); // in a request of the callee, or its response
        String from = (turned ? first.to() : first.from()).uri().toString();
        String to = (turned ? first.from() : first.to()).uri().toString();
        var told = new ToldCall(call, steps, judgement, from, to);
        return new AuditedCall(
                call.callId(),
                call.began(),
                from,
                to,
                signalling.outcome(),
                steps,
                judgement.level(),
                judgement.reasons(),
                peer(signatures, true),
                peer(signatures, false),
                notes,
                told.by(true),
                told.by(false));
    }

    private static Optional<PeerIdentity> peer(Signatures signatures, boolean caller) {
        return signatures.verified(caller).map(SignatureFinding.Verified::peer);
    }
}
