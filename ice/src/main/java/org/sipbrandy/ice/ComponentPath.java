package org.sipbrandy.ice;

import org.jspecify.annotations.Nullable;

/** What is known of one component's way to the peer. */
final class ComponentPath {
    private final int component;
    private @Nullable CheckedPair sendPair;
    private @Nullable CheckedPair selected;
    private @Nullable CheckedPair nominating;
    private @Nullable Consent consent;
    private long validSince;

    ComponentPath(int component) {
        this.component = component;
    }

    int component() {
        return component;
    }

    /** The pair that data takes, a succeeded one. */
    @Nullable
    CheckedPair sendPair() {
        return sendPair;
    }

    void use(CheckedPair pair, Consent newConsent, long now) {
        if (sendPair == null) {
            validSince = now;
        }
        sendPair = pair;
        consent = newConsent;
    }

    void lose() {
        sendPair = null;
        consent = null;
        nominating = null;
    }

    /** Since when there is a send pair. */
    long validSince() {
        return validSince;
    }

    @Nullable
    CheckedPair selected() {
        return selected;
    }

    void select(CheckedPair pair) {
        selected = pair;
        nominating = null;
    }

    /** Controlling: the pair whose check with USE-CANDIDATE is under way. */
    @Nullable
    CheckedPair nominating() {
        return nominating;
    }

    void nominate(@Nullable CheckedPair pair) {
        nominating = pair;
    }

    @Nullable
    Consent consent() {
        return consent;
    }

    boolean maySend(long now) {
        return consent != null && consent.isFresh(now);
    }
}
