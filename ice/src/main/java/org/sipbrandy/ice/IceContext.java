package org.sipbrandy.ice;

import java.util.ArrayDeque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the sessions of one agent share: role, tie-breaker, randomness and the effects to be taken. */
final class IceContext {
    private final IceConfig config;
    private final RandomGenerator random;
    private final ArrayDeque<IceEffect> effects = new ArrayDeque<>();
    private IceRole role;
    private long tieBreaker;

    IceContext(IceConfig config, RandomGenerator random, IceRole role) {
        this.config = config;
        this.random = random;
        this.role = role;
        this.tieBreaker = random.nextLong();
    }

    IceConfig config() {
        return config;
    }

    RandomGenerator random() {
        return random;
    }

    IceRole role() {
        return role;
    }

    long tieBreaker() {
        return tieBreaker;
    }

    void role(IceRole newRole) {
        if (role != newRole) {
            role = newRole;
            emit(new IceEffect.RoleChanged(newRole));
        }
    }

    /** RFC 8445 §7.2.5.1: after a 487 the tie-breaker changes, too. */
    void renewTieBreaker() {
        tieBreaker = random.nextLong();
    }

    void emit(IceEffect effect) {
        effects.add(effect);
    }

    @Nullable
    IceEffect poll() {
        return effects.poll();
    }
}
