package org.sipbrandy.call.media;

import java.security.Provider;
import java.util.Optional;

/**
 * Whose cryptography media uses, before the platform's. Asked anew for each handshake and each stream, on the loop, and
 * never to block: a better provider may be there later than the first call.
 */
public interface MediaProviders {
    /** None but the platform's. */
    MediaProviders PLATFORM = new MediaProviders() {
        @Override
        public Optional<Provider> srtp() {
            return Optional.empty();
        }

        @Override
        public Optional<Provider> dtls() {
            return Optional.empty();
        }
    };

    /** For the ciphers and MACs of SRTP. */
    Optional<Provider> srtp();

    /** For ECDH and ECDSA in DTLS. */
    Optional<Provider> dtls();
}
