package org.sipbrandy.sdp.keying;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CryptoAttribute;
import org.sipbrandy.sdp.attribute.InlineKey;

/** The exchange of {@code a=crypto} (RFC 4568 §5.1, §7.1). */
public final class SdesRules {
    private SdesRules() {}

    /** The first valid line that an answer may accept: the offer's order is one of preference. */
    public static Optional<CryptoAttribute> choose(MediaDescription offered) {
        return offered.cryptos().stream().filter(SdesRules::isAcceptable).findFirst();
    }

    /** RFC 4568 §5.1.2: tag and suite of the accepted line, a key of our own. */
    public static CryptoAttribute answer(CryptoAttribute accepted, InlineKey ownKey) {
        return CryptoAttribute.of(accepted.tag(), accepted.suite(), ownKey);
    }

    /**
     * The line that the peer's answer accepts, with the peer's key: exactly one, with tag and suite of one that we
     * offered, and not our own key.
     */
    public static Optional<CryptoAttribute> accepted(MediaDescription offered, MediaDescription answered) {
        List<String> lines = answered.values(CryptoAttribute.NAME);
        List<CryptoAttribute> answers = answered.cryptos();
        if (lines.size() != 1 || answers.size() != 1) {
            return Optional.empty();
        }
        CryptoAttribute answer = answers.getFirst();
        boolean ofOffer = offered.cryptos().stream().anyMatch(answer::answers);
        boolean ownKey = offered.cryptos().stream()
                .flatMap(c -> c.keys().stream())
                .anyMatch(k -> answer.keys().stream().anyMatch(k::sameKey));
        return ofOffer && !ownKey && isAcceptable(answer) ? Optional.of(answer) : Optional.empty();
    }

    /** RFC 4568 §6.1: every key is unique in the whole description. */
    public static boolean keysAreUnique(SessionDescription session) {
        List<InlineKey> seen = new ArrayList<>();
        for (MediaDescription media : session.media()) {
            for (CryptoAttribute crypto : media.cryptos()) {
                for (InlineKey key : crypto.keys()) {
                    if (seen.stream().anyMatch(key::sameKey)) {
                        return false;
                    }
                    seen.add(key);
                }
            }
        }
        return true;
    }

    // RFC 4568 §6.3.2, §6.3.3; several keys or an MKI are valid but nothing that we can key with.
    private static boolean isAcceptable(CryptoAttribute crypto) {
        return !crypto.weakensProtection()
                && crypto.keys().size() == 1
                && crypto.keys().getFirst().mki().isEmpty();
    }
}
