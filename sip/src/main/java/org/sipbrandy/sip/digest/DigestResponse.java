package org.sipbrandy.sip.digest;

import java.nio.charset.StandardCharsets;

/**
 * The figures that {@code response} and {@code rspauth} are made of (RFC 7616 §3.4.1).
 *
 * @param key H(user:realm:password)
 * @param count eight hexadecimal digits
 */
record DigestResponse(
        DigestAlgorithm algorithm, String key, String nonce, String count, String clientNonce, Qop qop, String uri) {

    /** The answer to a challenge. */
    String request(String method, byte[] body) {
        return digest(method, body);
    }

    /** What the server says in Authentication-Info to show that it knows the password (RFC 7616 §3.5). */
    String confirmation(byte[] body) {
        return digest("", body);
    }

    private String digest(String method, byte[] body) {
        String secret = algorithm.session() ? hash(key + ':' + nonce + ':' + clientNonce) : key;
        String covered = method + ':' + uri;
        if (qop == Qop.AUTH_INT) {
            covered += ':' + algorithm.hex(body); // RFC 8760 §2.6 item 7: of nothing, where there is no body
        }
        return hash(String.join(":", secret, nonce, count, clientNonce, qop.token(), hash(covered)));
    }

    private String hash(String text) {
        return algorithm.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
