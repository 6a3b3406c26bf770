package org.sipbrandy.sip.digest;

import org.sipbrandy.sip.message.SipRequest;

/** A nonce that a server gave us, and how often it was used. Not thread-safe. */
final class NonceUse {
    private final Challenge challenge;
    private final Login login;
    private final String clientNonce;
    private long count;

    /** @param clientNonce kept as long as the nonce, as sessions need it (RFC 7616 §3.4.2) */
    NonceUse(Challenge challenge, Login login, String clientNonce) {
        this.challenge = challenge;
        this.login = login;
        this.clientNonce = clientNonce;
    }

    Challenge challenge() {
        return challenge;
    }

    Login login() {
        return login;
    }

    /** The next answer to the challenge, for that request. */
    Credentials next(SipRequest request) {
        count++;
        var figures = figures(request, "%08x".formatted(count));
        return new Credentials(
                challenge.userHash() ? login.hashedUser(challenge.algorithm(), challenge.realm()) : login.user(),
                challenge.userHash(),
                challenge.realm(),
                challenge.nonce(),
                challenge.opaque(),
                challenge.algorithm(),
                figures.qop(),
                figures.count(),
                clientNonce,
                figures.uri(),
                figures.request(request.method().name(), request.body().bytes()));
    }

    /** The figures of the answer with that number. */
    DigestResponse figures(SipRequest request, String number) {
        return new DigestResponse(
                challenge.algorithm(),
                login.keyFor(challenge.algorithm(), challenge.realm()),
                challenge.nonce(),
                number,
                clientNonce,
                challenge.best(),
                request.requestUri().toString());
    }
}
