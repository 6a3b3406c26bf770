package org.sipbrandy.sip.digest;

import java.util.Optional;
import org.sipbrandy.sip.message.AuthValue;
import org.sipbrandy.sip.message.Parameters;
import org.sipbrandy.sip.message.SipParseException;

/**
 * What answers a challenge: the value of Authorization or Proxy-Authorization (RFC 7616 §3.4).
 *
 * @param user hashed if {@code userHash}
 * @param count {@code nc}, eight hexadecimal digits
 * @param clientNonce {@code cnonce}
 */
record Credentials(
        String user,
        boolean userHash,
        String realm,
        String nonce,
        Optional<String> opaque,
        DigestAlgorithm algorithm,
        Qop qop,
        String count,
        String clientNonce,
        String uri,
        String response) {

    /** Empty for another scheme, an unknown algorithm, and where something is missing or malformed. */
    static Optional<Credentials> parse(String text) {
        AuthValue value;
        try {
            value = AuthValue.parse(text);
        } catch (SipParseException _) {
            return Optional.empty();
        }
        Parameters given = value.parameters();
        Optional<DigestAlgorithm> algorithm =
                DigestAlgorithm.parse(given.get("algorithm").orElse("MD5"));
        Optional<Qop> qop = given.get("qop").flatMap(Qop::parse);
        boolean complete = given.has("username")
                && given.has("realm")
                && given.has("nonce")
                && given.has("cnonce")
                && given.has("uri")
                && given.has("response")
                && given.get("nc").filter(Credentials::isCount).isPresent();
        if (!value.scheme().equalsIgnoreCase("Digest") || algorithm.isEmpty() || qop.isEmpty() || !complete) {
            return Optional.empty();
        }
        return Optional.of(new Credentials(
                given.get("username").orElseThrow(),
                given.get("userhash").filter("true"::equalsIgnoreCase).isPresent(),
                given.get("realm").orElseThrow(),
                given.get("nonce").orElseThrow(),
                given.get("opaque"),
                algorithm.get(),
                qop.get(),
                given.get("nc").orElseThrow(),
                given.get("cnonce").orElseThrow(),
                given.get("uri").orElseThrow(),
                given.get("response").orElseThrow()));
    }

    private static boolean isCount(String text) {
        return text.length() == 8 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    long number() {
        return Long.parseLong(count, 16);
    }

    AuthValue value() {
        Parameters parameters = Parameters.NONE
                .withQuoted("username", user)
                .withQuoted("realm", realm)
                .withQuoted("uri", uri) // RFC 8760 §2.6 item 2
                .with("algorithm", algorithm.token())
                .withQuoted("nonce", nonce)
                .with("nc", count)
                .withQuoted("cnonce", clientNonce)
                .with("qop", qop.token())
                .withQuoted("response", response);
        if (opaque.isPresent()) {
            parameters = parameters.withQuoted("opaque", opaque.get());
        }
        if (userHash) {
            parameters = parameters.with("userhash", "true");
        }
        return new AuthValue("Digest", parameters);
    }
}
