package org.sipbrandy.ice;

import java.util.List;
import java.util.Optional;

/** The valid list of a session and which pair of it data takes (RFC 8445 §7.2.5.3, §8.1, §12.1). */
final class ValidPairs {
    private final IceContext context;
    private final List<Candidate> locals;
    private final CheckList checkList;
    private final OutboundChecks checks;
    private final ConsentChecks consents;
    private final List<ComponentPath> paths;

    ValidPairs(
            IceContext context,
            List<Candidate> locals,
            CheckList checkList,
            OutboundChecks checks,
            ConsentChecks consents,
            List<ComponentPath> paths) {
        this.context = context;
        this.locals = locals;
        this.checkList = checkList;
        this.checks = checks;
        this.consents = consents;
        this.paths = paths;
    }

    /** RFC 8445 §7.2.5.3. */
    void succeeded(CheckTransaction check, TransportAddress mapped, long now) {
        CheckedPair pair = check.pair();
        if (pair.hasLostConsent()) {
            // RFC 7675 §5.1: a late answer revives nothing.
            return;
        }
        ComponentPath path = paths.get(pair.component() - 1);
        pair.succeeded(new CandidatePair(localOf(pair, mapped), pair.pair().remote()), now);
        checkList.unfreeze(pair.foundation());
        checks.cancel(pair);
        Consent consent = path.consent();
        if (consent != null && consent.pair() == pair) {
            consents.refresh(consent, now - check.lastSent(), now);
        }
        boolean nominated = context.role() == IceRole.CONTROLLING ? check.useCandidate() : pair.nominated();
        CheckedPair used = path.sendPair();
        if (nominated) {
            select(path, pair, now);
        } else if (path.selected() == null
                && path.nominating() == null
                && (used == null || pair.priority() > used.priority())) {
            use(path, pair, now);
            context.emit(new IceEffect.PairValid(of(pair), now - check.lastSent()));
        }
    }

    /** RFC 8445 §7.2.5.3.1: our candidate as the peer sees it, a peer-reflexive one if it is new. */
    private Candidate localOf(CheckedPair pair, TransportAddress mapped) {
        Candidate ours = pair.pair().local();
        for (Candidate candidate : locals) {
            if (candidate.component() == ours.component() && candidate.address().equals(mapped)) {
                return candidate;
            }
        }
        if (mapped.address().isV6() != ours.base().address().isV6()) {
            return ours;
        }
        return new Candidate(
                "prflx",
                ours.component(),
                Binding.reflexivePriority(ours),
                mapped,
                CandidateType.PEER_REFLEXIVE,
                ours.base(),
                Optional.of(ours.base()));
    }

    static CandidatePair of(CheckedPair pair) {
        CandidatePair valid = pair.valid();
        return valid != null ? valid : pair.pair();
    }

    private void use(ComponentPath path, CheckedPair pair, long now) {
        Consent consent = new Consent(pair, context.random(), now);
        path.use(pair, consent, now);
        if (consent.isGranted()) {
            context.emit(new IceEffect.ConsentGranted(of(pair), pair.lastResponse()));
        }
    }

    /** RFC 8445 §8.1.2; of several that an aggressive peer nominates the best is taken (§8.1.1). */
    void select(ComponentPath path, CheckedPair pair, long now) {
        CheckedPair before = path.selected();
        if (before != null && before.priority() >= pair.priority()) {
            return;
        }
        path.select(pair);
        if (path.sendPair() != pair) {
            use(path, pair, now);
        }
        checkList.settle(path.component());
        checks.cancel(path.component());
        context.emit(new IceEffect.Selected(of(pair)));
    }

    /** Consent on the send pair is lost before one was selected: data takes the next best valid one. */
    void fallBack(ComponentPath path, long now) {
        for (CheckedPair other : checkList.pairs()) {
            if (other.component() == path.component() && other.state() == CheckedPair.State.SUCCEEDED) {
                use(path, other, now);
                return;
            }
        }
    }
}
