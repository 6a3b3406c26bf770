package org.sipbrandy.call.evidence;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the evidence amounts to under a policy.
 *
 * @param level how well the media is protected; it alone opens the gate
 * @param peer who signed for the far end, where that was verified
 * @param reasons why it is not better, gravest first
 * @param policy the policy under which this was decided
 */
public record Verdict(Level level, Optional<PeerIdentity> peer, List<Reason> reasons, Policy policy) {

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** How far the far end's key is trusted; {@link Trust#NONE} where nothing was verified. */
    public Trust trust() {
        return peer.map(PeerIdentity::trust).orElse(Trust.NONE);
    }

    /** Decides. Total: each list of evidence has exactly one verdict under each policy, whatever its order. */
    public static Verdict of(List<Evidence> evidence, Policy policy) {
        var facts = Facts.of(evidence);
        var reasons = EnumSet.copyOf(facts.failures);
        var trust = facts.peer.map(PeerIdentity::trust).orElse(Trust.NONE);
        if (trust == Trust.CHANGED && policy.usesIdentity()) {
            reasons.add(Reason.KEY_CHANGED);
        }
        if (facts.peer.isPresent()
                && policy == Policy.REQUIRE_VERIFIED
                && trust != Trust.CA
                && trust != Trust.VERIFIED) {
            reasons.add(Reason.NOT_VERIFIED);
        }
        // A certificate that fits neither what was signed nor, where nothing was signed, what was claimed
        // (RFC 8122 §6.2): in no policy do its keys carry media.
        if (!facts.shown.isEmpty() && !facts.expected().isEmpty() && !facts.keysFit()) {
            reasons.add(Reason.DTLS_CERTIFICATE_MISMATCH);
        }
        if (facts.willNotSign && facts.peer.isEmpty() && policy.mandatory()) {
            reasons.add(Reason.ANSWER_NOT_SIGNED);
        }
        if (facts.noKeys && policy != Policy.OPPORTUNISTIC && policy != Policy.OFF) {
            reasons.add(Reason.FINGERPRINT_MISSING);
        }
        if (!reasons.isEmpty()) {
            return new Verdict(Level.REFUSED, facts.peer, List.copyOf(reasons), policy);
        }
        if (facts.consentGone) {
            return new Verdict(Level.PENDING, facts.peer, List.of(Reason.CONSENT_EXPIRED), policy);
        }
        return new Verdict(facts.level(policy), facts.peer, facts.shortcomings(policy), policy);
    }

    /** The evidence, folded; the latest word counts where a fact can change. */
    private static final class Facts {
        private final Set<Reason> failures = EnumSet.noneOf(Reason.class);
        private final Set<String> shown = new HashSet<>();
        private final Set<String> signed = new HashSet<>();
        private final Set<String> claimed = new HashSet<>();
        private Optional<PeerIdentity> peer = Optional.empty();
        private boolean ownSigned;
        private boolean ownAccepted;
        private boolean willNotSign;
        private boolean noKeys;
        private boolean path;
        private boolean consentGone;

        static Facts of(List<Evidence> evidence) {
            var facts = new Facts();
            evidence.forEach(facts::add);
            return facts;
        }

        private void add(Evidence one) {
            switch (one) {
                case Evidence.OwnKeysSigned _ -> ownSigned = true;
                case Evidence.OfferRefused _ -> ownSigned = false;
                case Evidence.OwnKeysAccepted _ -> ownAccepted = true;
                case Evidence.PeerKeysSigned it -> {
                    peer = Optional.of(it.peer());
                    replace(signed, it.fingerprints());
                }
                case Evidence.PeerKeysClaimed it -> replace(claimed, it.fingerprints());
                case Evidence.DtlsConnected it -> replace(shown, it.fingerprints());
                case Evidence.PathFound _ -> {
                    path = true;
                    consentGone = false;
                }
                case Evidence.ConsentFresh _ -> consentGone = false;
                case Evidence.ConsentGone _ -> consentGone = true;
                case Evidence.PeerWillNotSign _ -> willNotSign = true;
                case Evidence.PeerHasNoKeys _ -> noKeys = true;
                case Evidence.Failure it -> failures.add(it.reason());
                case Evidence.Signalling _, Evidence.AnswerReceived _, Evidence.MediaFlows _ -> {}
            }
        }

        private static void replace(Set<String> set, Set<String> by) {
            set.clear();
            set.addAll(by);
        }

        /** What DTLS has to show: what was signed, and only where nothing was signed, what was claimed. */
        Set<String> expected() {
            return signed.isEmpty() ? claimed : signed;
        }

        boolean keysFit() {
            return shown.stream().anyMatch(expected()::contains);
        }

        Level level(Policy policy) {
            boolean keyed = path && !shown.isEmpty() && !expected().isEmpty() && keysFit();
            if (policy.usesIdentity() && keyed && peer.isPresent() && ownSigned && ownAccepted) {
                return Level.CONFIDENTIAL; // RFC 8862 §7: keys are exchanged once both directions are signed
            }
            boolean settled = willNotSign || policy == Policy.OFF;
            if (!policy.mandatory() && settled && keyed) {
                return Level.ENCRYPTED;
            }
            if (!policy.mandatory() && settled && noKeys && path) {
                return Level.CLEAR;
            }
            return Level.PENDING;
        }

        List<Reason> shortcomings(Policy policy) {
            if (level(policy) == Level.CONFIDENTIAL) {
                return List.of();
            }
            var list = EnumSet.noneOf(Reason.class);
            if (willNotSign) {
                list.add(peer.isPresent() ? Reason.PEER_NOT_CAPABLE : Reason.ANSWER_NOT_SIGNED);
            }
            if (noKeys) {
                list.add(Reason.FINGERPRINT_MISSING);
            }
            return List.copyOf(list);
        }
    }
}
