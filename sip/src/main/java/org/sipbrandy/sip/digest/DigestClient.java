package org.sipbrandy.sip.digest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sipbrandy.sip.message.AuthValue;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/**
 * Answers the challenges to the requests of one registration or call. Nonces that were accepted are used again for its
 * next requests (RFC 3261 §22.3), so that these are not challenged one by one. Not thread-safe.
 */
public final class DigestClient {
    private static final int MAX_REALMS = 8;

    private final Logins logins;
    private final RandomGenerator random;
    private final Map<Place, NonceUse> nonces = new LinkedHashMap<>();

    /** Who asks: a proxy, or the server itself. */
    private record Place(boolean proxy, String realm) {}

    /** @param random of cryptographic quality outside of tests */
    public DigestClient(Logins logins, RandomGenerator random) {
        this.logins = logins;
        this.random = random;
    }

    /** The request with credentials for all realms that took some before, if there are any. */
    public SipRequest sign(SipRequest request) {
        var signed = request.toBuilder().remove(HeaderName.AUTHORIZATION).remove(HeaderName.PROXY_AUTHORIZATION);
        nonces.forEach((place, use) -> signed.add(
                place.proxy() ? HeaderName.PROXY_AUTHORIZATION : HeaderName.AUTHORIZATION,
                use.next(request).value()));
        return signed.build();
    }

    /** Begins to send a request: what to send, and what to do if it is challenged. */
    public DigestExchange begin(SipRequest request) {
        return new DigestExchange(this, request);
    }

    /** The challenge of a realm to answer: the topmost that we take (RFC 8760 §2.4). */
    private static Optional<Challenge> choose(List<Challenge> ofRealm, boolean secure) {
        // Local policy: MD5 only if nothing else is offered, and only where nobody on the path can have taken it away.
        return ofRealm.stream()
                .filter(it -> !it.algorithm().legacy())
                .findFirst()
                .or(() -> secure ? ofRealm.stream().findFirst() : Optional.empty());
    }

    /** Takes one challenge of a realm, by a login for it; empty if there is none. */
    Optional<Challenge> take(List<Challenge> ofRealm, boolean trusted, boolean secure) {
        var chosen = choose(ofRealm, secure);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        var place = new Place(chosen.get().proxy(), chosen.get().realm());
        if (nonces.size() >= MAX_REALMS && !nonces.containsKey(place)) {
            return Optional.empty();
        }
        var login = logins.find(place.realm(), trusted || place.proxy());
        login.ifPresent(it -> nonces.put(place, new NonceUse(chosen.get(), it, clientNonce())));
        return login.isPresent() ? chosen : Optional.empty();
    }

    private String clientNonce() {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }

    /**
     * A final response that is no challenge: takes the next nonce, if the server gives one (RFC 7616 §3.5).
     *
     * @param sent the request that it answers
     * @return false if the server shows a digest that is not of our password: it is not whom we know
     */
    boolean accepted(SipRequest sent, SipResponse response) {
        return confirm(sent, response, false) && confirm(sent, response, true);
    }

    private boolean confirm(SipRequest sent, SipResponse response, boolean proxy) {
        String name = proxy ? HeaderName.PROXY_AUTHENTICATION_INFO : HeaderName.AUTHENTICATION_INFO;
        for (String text : response.headers().all(name)) {
            AuthValue info;
            try {
                info = AuthValue.parseInfo(text);
            } catch (SipParseException _) {
                continue; // RFC 3261 §8.1.3: what is not needed may be malformed
            }
            for (var entry : List.copyOf(nonces.entrySet())) {
                if (entry.getKey().proxy() != proxy) {
                    continue;
                }
                var use = entry.getValue();
                var shown = info.parameters().get("rspauth");
                var used = credentials(sent, entry.getKey());
                if (shown.isPresent() && used.isPresent() && answers(info, used.get())) {
                    String right = use.figures(sent, used.get().count())
                            .confirmation(response.body().bytes());
                    if (!right.equalsIgnoreCase(shown.get())) {
                        return false;
                    }
                }
                info.parameters()
                        .get("nextnonce")
                        .filter(it -> !it.isEmpty())
                        .ifPresent(next -> nonces.put(
                                entry.getKey(),
                                new NonceUse(use.challenge().withNonce(next), use.login(), clientNonce())));
            }
        }
        return true;
    }

    private static boolean answers(AuthValue info, Credentials used) {
        return info.parameters()
                .get("cnonce")
                .filter(it -> !it.equals(used.clientNonce()))
                .isEmpty();
    }

    private static Optional<Credentials> credentials(SipRequest sent, Place place) {
        return sent.headers().all(place.proxy() ? HeaderName.PROXY_AUTHORIZATION : HeaderName.AUTHORIZATION).stream()
                .flatMap(it -> Credentials.parse(it).stream())
                .filter(it -> it.realm().equals(place.realm()))
                .findFirst();
    }
}
