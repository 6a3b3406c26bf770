package org.sipbrandy.ice.turn;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.stun.Integrity;
import org.sipbrandy.ice.stun.LongTermAttribute;
import org.sipbrandy.ice.stun.LongTermKey;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunMessage;

/** Long-term credentials towards one server (RFC 8489 §9.2): what it asked for, and requests and answers by that. */
final class LongTermAuthentication {
    private final TurnCredential credential;
    private @Nullable Challenge challenge;

    /** @param algorithms as received, to be sent back; empty for servers of RFC 5389 */
    private record Challenge(
            String realm,
            String nonce,
            boolean anonymous,
            Optional<LongTermAttribute.PasswordAlgorithms> algorithms,
            int algorithm,
            byte[] key) {}

    LongTermAuthentication(TurnCredential credential) {
        this.credential = credential;
    }

    /** Whether a server has said by now what it wants. */
    boolean isChallenged() {
        return challenge != null;
    }

    /** The whole request; the first one of all goes as it is (RFC 8489 §9.2.3.1). */
    byte[] sign(StunBuilder request) {
        Challenge now = challenge;
        if (now == null) {
            return request.encode();
        }
        request.add(
                now.anonymous()
                        ? new LongTermAttribute.Userhash(LongTermKey.userhash(credential.username(), now.realm()))
                        : new StunAttribute.Username(credential.username()));
        request.add(new StunAttribute.Realm(now.realm())).add(new StunAttribute.Nonce(now.nonce()));
        if (now.algorithms().isEmpty()) {
            return request.integrity(now.key()).encode();
        }
        // RFC 8489 §9.2.5: who offers algorithms gets SHA-256 only.
        request.add(now.algorithms().get()).add(new LongTermAttribute.PasswordAlgorithm(now.algorithm()));
        return request.integritySha256(now.key()).encode();
    }

    /** A 401: whether the request can be tried again, differently than before. */
    boolean unauthenticated(StunMessage error) {
        Optional<StunAttribute.Realm> realm = error.first(StunAttribute.Realm.class);
        Challenge before = challenge;
        if (realm.isEmpty()
                || before != null && before.realm().equals(realm.get().value())) {
            return false;
        }
        return accept(error, realm.get().value());
    }

    /** A 438: whether there is a nonce to try again with. */
    boolean stale(StunMessage error) {
        Challenge before = challenge;
        return before != null
                && accept(
                        error,
                        error.first(StunAttribute.Realm.class)
                                .map(StunAttribute.Realm::value)
                                .orElse(before.realm()));
    }

    /** RFC 8489 §9.2.5. */
    private boolean accept(StunMessage error, String realm) {
        Optional<StunAttribute.Nonce> nonce = error.first(StunAttribute.Nonce.class);
        if (nonce.isEmpty()) {
            return false;
        }
        SecurityFeatures features = SecurityFeatures.of(nonce.get().value());
        Optional<LongTermAttribute.PasswordAlgorithms> offered =
                error.first(LongTermAttribute.PasswordAlgorithms.class);
        if (offered.isEmpty()) {
            Challenge before = challenge;
            boolean bidDown = features.passwordAlgorithms()
                    || before != null && before.algorithms().isPresent();
            if (!bidDown) {
                challenge =
                        new Challenge(realm, nonce.get().value(), features.usernameAnonymity(), offered, 0, md5(realm));
            }
            return !bidDown;
        }
        for (int number : offered.get().numbers()) {
            if (number == LongTermAttribute.SHA256 || number == LongTermAttribute.MD5) {
                byte[] key = number == LongTermAttribute.SHA256
                        ? LongTermKey.sha256(credential.username(), realm, credential.password())
                        : md5(realm);
                challenge =
                        new Challenge(realm, nonce.get().value(), features.usernameAnonymity(), offered, number, key);
                return true;
            }
        }
        return false;
    }

    private byte[] md5(String realm) {
        return LongTermKey.md5(credential.username(), realm, credential.password());
    }

    /** Whether an answer is the server's own; never before a challenge. */
    boolean isAuthentic(StunMessage answer) {
        Challenge now = challenge;
        if (now == null || answer.integrity(now.key()) != Integrity.VALID) {
            return false;
        }
        return answer.hasSha256() == now.algorithms().isPresent();
    }
}
