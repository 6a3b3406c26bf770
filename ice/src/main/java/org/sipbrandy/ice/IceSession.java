package org.sipbrandy.ice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.stun.Integrity;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunMessage;

/** One ICE session: what lies between a restart and the next. */
final class IceSession {
    private static final long DEFAULT_PACING = Duration.ofMillis(50).toNanos();

    private final IceContext context;
    private final ShortTermCredential local;
    private final List<Candidate> locals;
    private final RemoteCandidates remotes;
    private final CheckList checkList;
    private final ConsentChecks consents;
    private final List<ComponentPath> paths = new ArrayList<>();
    private final OutboundChecks checks;
    private final Nomination nomination;
    private final ValidPairs validPairs;
    private final Patience patience;
    private final Map<EarlyCheck.Key, EarlyCheck> early = new LinkedHashMap<>();
    private @Nullable RemoteParameters remote;
    private IceState state = IceState.NEW;
    private boolean localsEnded;
    private boolean superseded;

    /** @param locals the agent's list, which grows */
    IceSession(IceContext context, ShortTermCredential local, List<Candidate> locals) {
        this.context = context;
        this.local = local;
        this.locals = locals;
        IceConfig config = context.config();
        this.remotes = new RemoteCandidates(config.maxRemoteCandidates(), config.components());
        this.checkList = new CheckList(config.maxPairs());
        this.consents = new ConsentChecks(context, local);
        this.checks = new OutboundChecks(context, local, checkList);
        this.nomination = new Nomination(context, checkList);
        this.validPairs = new ValidPairs(context, locals, checkList, checks, consents, paths);
        this.patience = new Patience(context, checkList, paths);
        for (int component = 1; component <= config.components(); component++) {
            paths.add(new ComponentPath(component));
        }
    }

    ShortTermCredential local() {
        return local;
    }

    Optional<RemoteParameters> remote() {
        return Optional.ofNullable(remote);
    }

    List<Candidate> remoteCandidates() {
        return List.copyOf(remotes.all());
    }

    IceState state() {
        return state;
    }

    ComponentPath path(int component) {
        return paths.get(component - 1);
    }

    boolean hasConsent() {
        return paths.stream().allMatch(path -> path.consent() != null);
    }

    private boolean isRunning() {
        return !superseded && remote != null && state != IceState.FAILED && state != IceState.CLOSED;
    }

    void localAdded(Candidate candidate, long now) {
        pair(List.of(candidate), remotes.all());
        progress(now);
    }

    void endOfLocals(long now) {
        localsEnded = true;
        progress(now);
    }

    void remoteAdded(Candidate candidate, long now) {
        if (!remotes.ended() && remotes.add(candidate)) {
            pair(locals, List.of(candidate));
            progress(now);
        }
    }

    void endOfRemotes(long now) {
        remotes.end();
        progress(now);
    }

    void setRemote(RemoteParameters parameters, List<Candidate> candidates, long now) {
        boolean first = remote == null;
        remote = parameters;
        consents.remote(parameters.credential());
        List<Candidate> added = new ArrayList<>(first ? remotes.all() : List.of());
        for (Candidate candidate : candidates) {
            if (remotes.add(candidate)) {
                added.add(candidate);
            }
        }
        if (!parameters.trickle()) {
            remotes.end();
        }
        if (first) {
            patience.start(now);
            // RFC 8445 §14.2: the higher of both, where none given means the default.
            long ours = context.config().pacing().toNanos();
            checks.pacing(Math.max(ours, parameters.pacingNanos().orElse(DEFAULT_PACING)));
            if (parameters.lite()) {
                // RFC 8445 §6.1.1.
                changeRole(IceRole.CONTROLLING);
            }
            change(IceState.CHECKING);
        }
        pair(locals, added);
        if (first) {
            // Before any other pair: the peer has just shown that these paths work.
            early.values().forEach(check -> triggered(check, now));
            early.clear();
        }
        progress(now);
    }

    private void pair(List<Candidate> ours, List<Candidate> theirs) {
        // RFC 8838 §13: nothing more once there is a selected pair.
        if (isRunning() && state != IceState.COMPLETED) {
            checkList.pair(ours, theirs, context.role());
            checkList.thaw();
        }
    }

    void request(EarlyCheck check, long now) {
        if (remote == null) {
            if (early.size() < context.config().maxRemoteCandidates() || early.containsKey(check.key())) {
                early.merge(check.key(), check, EarlyCheck::merge);
            }
        } else if (isRunning()) {
            triggered(check, now);
            progress(now);
        }
    }

    /** RFC 8445 §7.3.1.3 to §7.3.1.5. */
    private void triggered(EarlyCheck check, long now) {
        ComponentPath path = path(check.local().component());
        boolean nominates = check.useCandidate() && context.role() == IceRole.CONTROLLED;
        if (path.selected() != null && !nominates) {
            return;
        }
        Candidate from = remotes.find(check.local().component(), check.source());
        if (from == null) {
            from = remotes.learn(check);
        }
        CheckedPair pair = from == null ? null : checkList.include(check.local(), from, context.role());
        if (pair == null || path.selected() != null && path.selected().priority() >= pair.priority()) {
            return;
        }
        if (nominates) {
            pair.nominate();
        }
        switch (pair.state()) {
            case SUCCEEDED -> {
                if (nominates) {
                    validPairs.select(path, pair, now);
                }
            }
            case IN_PROGRESS -> {
                if (pair.mayBeChecked()) {
                    checks.cancel(pair);
                    checkList.trigger(pair);
                }
            }
            case FROZEN, WAITING, FAILED -> {
                if (pair.mayBeChecked()) {
                    checkList.trigger(pair);
                }
            }
        }
    }

    /** Whether the transaction is one of ours; if so the response was dealt with. */
    boolean response(StunMessage message, TransportAddress to, TransportAddress from, long now) {
        CheckTransaction check = checks.find(message.id());
        ComponentPath path = check == null ? consents.awaiting(paths, message.id()) : null;
        if (remote == null || check == null && path == null) {
            return false;
        }
        expireConsents(now);
        // RFC 8489 §9.1.4: what is not proven with the algorithm that we used was never received.
        if (!message.hasSha256() && message.integrity(remote.credential().key()) == Integrity.VALID) {
            if (check != null) {
                checks.end(check);
                checked(check, message, to, from, now);
            } else if (path != null) {
                consents.response(path, message, to, from, now);
            }
            if (Binding.errorCode(message) == Binding.FORBIDDEN) {
                revoke();
            }
            progress(now);
        }
        return true;
    }

    /** RFC 8445 §7.2.5. */
    private void checked(
            CheckTransaction check, StunMessage message, TransportAddress to, TransportAddress from, long now) {
        CheckedPair pair = check.pair();
        if (Binding.errorCode(message) == Binding.ROLE_CONFLICT) {
            if (context.role() == check.role()) {
                changeRole(check.role().opposite());
                context.renewTieBreaker();
            }
            if (pair.state() != CheckedPair.State.SUCCEEDED && pair.mayBeChecked()) {
                checkList.trigger(pair);
            }
            return;
        }
        Optional<StunAttribute.XorMappedAddress> mapped = message.first(StunAttribute.XorMappedAddress.class);
        // RFC 8445 §7.2.5.2.1: the answer has to come from where the check went, to where it came from.
        boolean symmetric = from.equals(pair.remote()) && to.equals(pair.base());
        boolean sound =
                Binding.errorCode(message) == 0 && message.unknownRequired().isEmpty();
        if (!symmetric || !sound || mapped.isEmpty()) {
            if (pair.state() != CheckedPair.State.SUCCEEDED) {
                pair.failed();
            }
            return;
        }
        validPairs.succeeded(check, mapped.get().address(), now);
    }

    void changeRole(IceRole role) {
        if (context.role() != role) {
            context.role(role);
            checkList.reorder(role);
            paths.forEach(path -> path.nominate(null));
        }
    }

    /** A restart took over: consent goes on, checks do not. */
    void supersede() {
        superseded = true;
        checks.clear();
    }

    void reinstate(long now) {
        superseded = false;
        checkList.pairs().stream()
                .filter(pair -> pair.state() == CheckedPair.State.IN_PROGRESS
                        && path(pair.component()).selected() == null)
                .forEach(pair -> pair.state(CheckedPair.State.WAITING));
        paths.forEach(path -> path.nominate(null));
        context.emit(new IceEffect.StateChanged(state));
        progress(now);
    }

    /** RFC 7675 §5.2: on no pair of this session may be sent any more. */
    void revoke() {
        for (ComponentPath path : paths) {
            CheckedPair pair = path.sendPair();
            if (path.consent() != null && pair != null) {
                context.emit(new IceEffect.ConsentLost(ValidPairs.of(pair), IceEffect.ConsentLoss.REVOKED));
            }
            path.lose();
        }
        if (remote != null) {
            fail(IceEffect.FailureReason.CONSENT_LOST);
        }
    }

    void close() {
        checks.clear();
        checkList.clear();
        paths.forEach(ComponentPath::lose);
        change(IceState.CLOSED);
    }

    private void change(IceState newState) {
        if (state != newState && state != IceState.CLOSED) {
            state = newState;
            if (!superseded) {
                context.emit(new IceEffect.StateChanged(newState));
            }
        }
    }

    private void fail(IceEffect.FailureReason reason) {
        if (state == IceState.FAILED || state == IceState.CLOSED) {
            return;
        }
        checks.clear();
        checkList.clear();
        paths.forEach(ComponentPath::lose);
        change(IceState.FAILED);
        if (!superseded) {
            context.emit(new IceEffect.Failed(reason));
        }
    }

    void timeout(long now) {
        expireConsents(now);
        checks.timeout(now, this::unanswered);
        progress(now);
        for (ComponentPath path : paths) {
            consents.check(path, now);
        }
    }

    private void expireConsents(long now) {
        for (ComponentPath path : paths) {
            if (consents.expire(path, now)) {
                consentExpired(path, now);
            }
        }
    }

    private void consentExpired(ComponentPath path, long now) {
        CheckedPair lost = path.sendPair();
        path.lose();
        if (lost == null || lost == path.selected()) {
            fail(IceEffect.FailureReason.CONSENT_LOST);
            return;
        }
        checks.cancel(lost);
        validPairs.fallBack(path, now);
    }

    private void unanswered(CheckTransaction check) {
        CheckedPair pair = check.pair();
        if (pair.state() == CheckedPair.State.IN_PROGRESS) {
            pair.failed();
        } else if (path(pair.component()).nominating() == pair) {
            // Only consent decides that a valid pair is dead; until then the nomination is tried again.
            checkList.enqueue(pair);
        }
    }

    private void progress(long now) {
        RemoteParameters peer = remote;
        if (peer == null || !isRunning()) {
            return;
        }
        paths.forEach(path -> nomination.nominateWhenReady(path, now));
        while (checks.mayBegin(now) && checkList.hasNext()) {
            CheckedPair next = checkList.next();
            if (next != null) {
                boolean nominates = path(next.component()).nominating() == next;
                checks.begin(next, peer.credential(), nominates, now);
            }
        }
        updateState(now);
    }

    private void updateState(long now) {
        long failureAt = patience.failureAt(localsEnded && remotes.ended());
        if (failureAt != Long.MAX_VALUE && now - failureAt >= 0) {
            fail(patience.reason());
        } else if (paths.stream().allMatch(path -> path.selected() != null)) {
            change(IceState.COMPLETED);
        } else if (paths.stream().allMatch(path -> path.sendPair() != null)) {
            change(IceState.CONNECTED);
        } else {
            change(IceState.CHECKING);
        }
    }

    long deadline() {
        long deadline = Long.MAX_VALUE;
        for (ComponentPath path : paths) {
            deadline = Math.min(deadline, consents.deadline(path));
        }
        if (!isRunning()) {
            return deadline;
        }
        for (ComponentPath path : paths) {
            deadline = Math.min(deadline, nomination.deadline(path));
        }
        deadline = Math.min(deadline, checks.deadline());
        return Math.min(deadline, patience.failureAt(localsEnded && remotes.ended()));
    }
}
