package org.sipbrandy.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sipbrandy.agent.store.FormerKey;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.TelephoneNumber;
import org.sipbrandy.stir.trust.Comparison;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.SafetyNumber;

/** What {@code brandy trust} says of a peer, to people and to programs. */
final class ShownPeer {
    private ShownPeer() {}

    /** As one would write it: a number with its scheme. */
    static String name(CanonicalIdentity identity) {
        return identity instanceof TelephoneNumber ? "tel:+" + identity.value() : identity.value();
    }

    private static String trust(KnownPeer peer) {
        return peer.verified() ? "verified" : "known";
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String how(Comparison comparison) {
        String words = switch (comparison.how()) {
            case NUMBER -> "by its safety number";
            case IMPORTED -> "elsewhere, taken over from a list";
        };
        return words + ", " + time(comparison.at());
    }

    private static String calls(long calls) {
        return calls == 1 ? "1 call" : calls + " calls";
    }

    /** One line of a list. */
    static String line(KnownPeer peer) {
        return String.format(
                "%-40s %-9s last seen %s, %s",
                name(peer.identity()), trust(peer), time(peer.lastSeen()), calls(peer.calls()));
    }

    /** All of it, in several lines. */
    static String text(KnownPeer peer) {
        return String.join(
                System.lineSeparator(),
                "peer           " + name(peer.identity()),
                "trust          "
                        + peer.comparison().map(it -> "verified " + how(it)).orElse("known, not compared"),
                "first seen     " + time(peer.firstSeen()),
                "last seen      " + time(peer.lastSeen()),
                "calls          " + peer.calls(),
                "signs          "
                        + (peer.msecSeen() ? "its keys (msec): a call without is refused" : "not yet its keys"),
                "safety number  " + peer.safetyNumber());
    }

    static String formerLine(FormerKey key) {
        return "former key     " + key.peer().safetyNumber() + " ("
                + calls(key.peer().calls()) + ", "
                + time(key.peer().firstSeen()) + " to " + time(key.peer().lastSeen()) + ", "
                + (key.peer().verified() ? "verified, " : "") + "replaced " + time(key.replaced()) + ")";
    }

    static String refusedLine(CanonicalIdentity identity, KeyPin pin) {
        return "refused key    " + SafetyNumber.of(identity, pin);
    }

    static JsonLine json(KnownPeer peer) {
        return members(JsonCall.event("peer"), peer);
    }

    private static JsonLine members(JsonLine line, KnownPeer peer) {
        return key(line, peer.identity(), peer.pin())
                .put("trust", trust(peer))
                .put("msec", peer.msecSeen())
                .put("first_seen", peer.firstSeen().toString())
                .put("last_seen", peer.lastSeen().toString())
                .put("calls", peer.calls())
                .put("verified_how", peer.comparison().map(it -> it.how().word()))
                .put("verified_at", peer.comparison().map(it -> it.at().toString()));
    }

    static JsonLine formerJson(FormerKey key) {
        return members(JsonCall.event("peer.former-key"), key.peer())
                .put("replaced_at", key.replaced().toString());
    }

    static JsonLine refusedJson(CanonicalIdentity identity, KeyPin pin) {
        return key(JsonCall.event("peer.refused-key"), identity, pin);
    }

    private static JsonLine key(JsonLine line, CanonicalIdentity identity, KeyPin pin) {
        return line.put("peer", name(identity))
                .put("key", "sha256:" + pin.hex())
                .put("safety_number", SafetyNumber.of(identity, pin).toString());
    }
}
