package org.sipbrandy.sip.digest;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.sip.message.AuthValue;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.Parameters;
import org.sipbrandy.sip.message.SipParseException;

/**
 * A Digest challenge (RFC 7616 §3.3, RFC 8760 §2).
 *
 * @param proxy whether a proxy asks, so that the answer is Proxy-Authorization
 * @param qop what the server takes; {@link Qop#AUTH} if it says nothing (RFC 8760 §2.6 item 8)
 * @param stale whether only the nonce was too old
 * @param userHash whether the user name may be hashed (RFC 7616 §3.4.4)
 */
public record Challenge(
        boolean proxy,
        String realm,
        String nonce,
        Optional<String> opaque,
        DigestAlgorithm algorithm,
        Set<Qop> qop,
        boolean stale,
        boolean userHash) {
    private static final String SCHEME = "Digest";

    public Challenge {
        qop = Set.copyOf(qop);
        if (nonce.isEmpty() || qop.isEmpty()) {
            throw new IllegalArgumentException("a challenge has a nonce and a quality of protection");
        }
    }

    /**
     * The challenges of a response that we understand, in their order; the others, Basic among them (SIP-11), are passed
     * over (RFC 8760 §2.4).
     */
    static java.util.List<Challenge> of(Headers response) {
        return java.util.stream.Stream.concat(
                        response.all(HeaderName.WWW_AUTHENTICATE).stream().flatMap(it -> read(it, false).stream()),
                        response.all(HeaderName.PROXY_AUTHENTICATE).stream().flatMap(it -> read(it, true).stream()))
                .toList();
    }

    private static Optional<Challenge> read(String text, boolean proxy) {
        AuthValue value;
        try {
            value = AuthValue.parse(text);
        } catch (SipParseException _) {
            return Optional.empty();
        }
        Parameters given = value.parameters();
        Optional<String> realm = given.get("realm");
        Optional<String> nonce = given.get("nonce").filter(it -> !it.isEmpty());
        Optional<DigestAlgorithm> algorithm =
                DigestAlgorithm.parse(given.get("algorithm").orElse("MD5"));
        Set<Qop> qop = qop(given.get("qop").orElse(Qop.AUTH.token()));
        if (!value.scheme().equalsIgnoreCase(SCHEME)
                || realm.isEmpty()
                || nonce.isEmpty()
                || algorithm.isEmpty()
                || qop.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Challenge(
                proxy,
                realm.get(),
                nonce.get(),
                given.get("opaque"),
                algorithm.get(),
                qop,
                isTrue(given, "stale"),
                isTrue(given, "userhash")));
    }

    private static Set<Qop> qop(String list) {
        Set<Qop> found = EnumSet.noneOf(Qop.class);
        for (String one : list.split(",", -1)) {
            Qop.parse(one.strip()).ifPresent(found::add);
        }
        return found;
    }

    private static boolean isTrue(Parameters given, String name) {
        return given.get(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    /** The value of WWW-Authenticate or Proxy-Authenticate; {@code qop} is always there (RFC 8760 §2.6 item 8). */
    public AuthValue value() {
        Parameters parameters = Parameters.NONE
                .withQuoted("realm", realm)
                .withQuoted(
                        "qop",
                        String.join(", ", qop.stream().sorted().map(Qop::token).toList()))
                .with("algorithm", algorithm.token())
                .withQuoted("nonce", nonce);
        if (opaque.isPresent()) {
            parameters = parameters.withQuoted("opaque", opaque.get());
        }
        if (stale) {
            parameters = parameters.with("stale", "true");
        }
        if (userHash) {
            parameters = parameters.with("userhash", "true");
        }
        return new AuthValue(SCHEME, parameters);
    }

    Challenge withNonce(String next) {
        return new Challenge(proxy, realm, next, opaque, algorithm, qop, false, userHash);
    }

    /** What the answer covers: the body too, where the server takes that. */
    Qop best() {
        return qop.contains(Qop.AUTH_INT) ? Qop.AUTH_INT : Qop.AUTH;
    }
}
