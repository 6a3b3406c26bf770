package org.sipbrandy.cli.audit.media;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.StunParseException;
import org.sipbrandy.ice.stun.TransactionId;

/** Follows the checks on one path, and with them who has whose consent (RFC 7675). Bounded. Not thread-safe. */
final class CheckWatch {
    private static final int MAX_OPEN = 128;
    private static final int MAX_PAIRS = 16;

    private final List<Checks> checks = new ArrayList<>();
    private final Map<TransactionId, Open> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TransactionId, Open> eldest) {
            return size() > MAX_OPEN;
        }
    };

    private Optional<Instant> lowerMaySend = Optional.empty();
    private Optional<Instant> upperMaySend = Optional.empty();

    private record Open(Checks checks, boolean nominates) {}

    List<Checks> all() {
        return List.copyOf(checks);
    }

    void add(byte[] datagram, boolean fromLower, Instant time) {
        StunMessage message;
        try {
            message = StunMessage.parse(datagram);
        } catch (StunParseException _) {
            return;
        }
        if (message.method() != StunMessage.BINDING) {
            return;
        }
        if (message.messageClass() == StunClass.REQUEST) {
            message.first(StunAttribute.Username.class)
                    .map(StunAttribute.Username::value)
                    .filter(name -> name.indexOf(':') > 0)
                    .flatMap(name -> checks(fromLower, name))
                    .ifPresent(it -> {
                        it.asked(time);
                        boolean nominates =
                                message.first(StunAttribute.UseCandidate.class).isPresent();
                        open.put(message.id(), new Open(it, nominates));
                    });
        } else if (message.messageClass() == StunClass.SUCCESS) {
            var answered = open.get(message.id());
            if (answered != null && answered.checks().lowerSends() != fromLower) {
                open.remove(message.id());
                answered.checks().answered(time, answered.nominates());
                if (fromLower) {
                    upperMaySend = Optional.of(time);
                } else {
                    lowerMaySend = Optional.of(time);
                }
            }
        }
    }

    private Optional<Checks> checks(boolean fromLower, String username) {
        for (Checks one : checks) {
            if (one.lowerSends() == fromLower && (one.askedFragment() + ":" + one.askingFragment()).equals(username)) {
                return Optional.of(one);
            }
        }
        if (checks.size() >= MAX_PAIRS) {
            return Optional.empty();
        }
        var fresh = new Checks(fromLower, username);
        checks.add(fresh);
        return Optional.of(fresh);
    }

    /** How long ago the other side last answered, when that one sends; empty if it never did. */
    Optional<Duration> consentAge(boolean ofLower, Instant now) {
        return (ofLower ? lowerMaySend : upperMaySend).map(last -> Duration.between(last, now));
    }
}
