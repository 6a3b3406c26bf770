package org.sipbrandy.call.leg;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.EvidenceLog;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.media.Gate;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.VerifiedIdentity;

/**
 * What a call knows of its protection: the evidence, the gate that the verdict opens and shuts, the steps that were
 * reached. Tells those who watch. Not thread-safe.
 */
public final class Protection {
    private final String callId;
    private final LegPorts ports;
    private final Moment moment;
    private long begun;
    private final EvidenceLog log;
    private final Gate gate = new Gate();
    private final Set<Step> reached = EnumSet.noneOf(Step.class);
    private final SignalTrace signals = new SignalTrace();
    private Optional<VerifiedIdentity> signer = Optional.empty();

    Protection(String callId, Policy policy, LegPorts ports, Moment moment) {
        this.callId = callId;
        this.ports = ports;
        this.moment = moment;
        this.begun = moment.nanos();
        this.log = new EvidenceLog(policy, this::decided);
    }

    Gate gate() {
        return gate;
    }

    public void tell(CallEvent event) {
        ports.effect(new EndpointEffect.Tell(callId, event));
    }

    /** A message of this call left or came. */
    public void passed(SipMessage message, boolean sent, long now) {
        signals.of(message, sent, now, now - begun).ifPresent(this::tell);
    }

    /** A step is told once, and a failed one may still be told after it. */
    public void step(Step step, boolean ok, String detail) {
        if (!ok || reached.add(step)) {
            long now = moment.nanos();
            tell(new CallEvent.StepReached(now, step, ok, detail, now - begun));
        }
    }

    public void record(Evidence one) {
        log.record(one);
    }

    /** Records that something is wrong beyond repair. */
    public void failure(Reason reason, String detail) {
        log.record(new Evidence.Failure(moment.nanos(), reason, detail));
    }

    /** Records how the next hop is reached. */
    public void signalling(Target hop) {
        if (has(Evidence.Signalling.class)) {
            return;
        }
        begun = moment.nanos(); // the INVITE leaves, or has just come: times are counted from here
        boolean secure = hop.transport().secure();
        record(new Evidence.Signalling(moment.nanos(), hop.transport().name(), secure, hop.host()));
        step(
                Step.SIGNALLING,
                true,
                hop.transport().name() + (secure ? ", the hop is encrypted" : ", the hop is not encrypted"));
    }

    /** The far end's keys are signed for. */
    public void signedBy(VerifiedIdentity identity, Evidence.PeerKeysSigned fact) {
        signer = Optional.of(identity);
        if (fact.peer().trust() == Trust.CHANGED) {
            tell(new CallEvent.KeyRefused(moment.nanos(), identity));
        }
        var known = verdict().peer().filter(peer -> metInThisCall(peer, fact.peer()));
        record(known.<Evidence>map(peer -> new Evidence.PeerKeysSigned(fact.at(), peer, fact.fingerprints()))
                .orElse(fact));
    }

    /** A key of first use is remembered when the call is confidential; it stays one of first use in this call. */
    private static boolean metInThisCall(PeerIdentity before, PeerIdentity now) {
        return before.trust() == Trust.FIRST_USE
                && now.trust() == Trust.KNOWN
                && before.name().equals(now.name())
                && before.safetyNumber().equals(now.safetyNumber());
    }

    /** Whether somebody else than before gives no name: within a call a one-time key stays the same (RFC 8862 §4.2). */
    public boolean anotherNobody(PeerIdentity now) {
        return now.trust() == Trust.ANONYMOUS
                && verdict()
                        .peer()
                        .filter(before -> before.trust() == Trust.ANONYMOUS
                                && !before.safetyNumber().equals(now.safetyNumber()))
                        .isPresent();
    }

    public boolean has(Class<? extends Evidence> kind) {
        return log.has(kind);
    }

    public Verdict verdict() {
        return log.verdict();
    }

    /** The gravest thing that is wrong, if anything is. */
    public Optional<Reason> gravest() {
        return verdict().reasons().stream().findFirst();
    }

    private void decided(Verdict verdict) {
        gate.decide(verdict);
        tell(new CallEvent.SecurityChanged(moment.nanos(), verdict));
        if (verdict.level() == Level.CONFIDENTIAL) {
            signer.ifPresent(peer -> ports.effect(new EndpointEffect.Remember(peer)));
            signer = Optional.empty(); // remembered once
        }
    }

    /** Tells the steps that follow from signature and handshake together. */
    void tellWhatIsBound() {
        if (has(Evidence.PeerKeysSigned.class)
                && has(Evidence.DtlsConnected.class)
                && verdict().level() != Level.REFUSED) {
            step(Step.KEYS_BOUND, true, "the certificate shown in DTLS is one that was signed for");
            if (has(Evidence.ConsentFresh.class)) {
                step(Step.CONSENT, true, "the peer wants to receive");
            }
        }
    }
}
