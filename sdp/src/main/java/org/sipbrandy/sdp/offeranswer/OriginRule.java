package org.sipbrandy.sdp.offeranswer;

import java.math.BigInteger;
import java.util.List;
import org.sipbrandy.sdp.Origin;
import org.sipbrandy.sdp.SessionDescription;

/** What may move in {@code o=} within a session (RFC 3264 §8). */
final class OriginRule {
    private OriginRule() {}

    /** The same content under the {@code o=} that has to follow {@code previous}. */
    static SessionDescription successor(SessionDescription previous, SessionDescription wanted) {
        SessionDescription same = wanted.withOrigin(previous.origin());
        return same.equals(previous)
                ? previous
                : wanted.withOrigin(previous.origin().next());
    }

    /** Ours: the version stays with identical content, else it moves by one. */
    static List<Violation> ours(SessionDescription previous, SessionDescription next) {
        return check(previous, next, previous.origin().version().add(BigInteger.ONE));
    }

    /** The peer's: steps above one are tolerated, since offers that we refused may lie between. */
    static List<Violation> peers(SessionDescription previous, SessionDescription next) {
        return check(previous, next, next.origin().version());
    }

    private static List<Violation> check(SessionDescription previous, SessionDescription next, BigInteger expected) {
        Origin before = previous.origin();
        Origin now = next.origin();
        if (!before.sameSession(now)) {
            return List.of(Violation.ofSession(Rule.ORIGIN_CHANGED, before + " became " + now));
        }
        int step = now.version().compareTo(before.version());
        if (step == 0 && !previous.equals(next)) {
            return List.of(Violation.ofSession(Rule.VERSION, "other content under the same version"));
        }
        if (step < 0 || (step > 0 && !now.version().equals(expected))) {
            return List.of(
                    Violation.ofSession(Rule.VERSION, "version " + before.version() + " became " + now.version()));
        }
        return List.of();
    }
}
