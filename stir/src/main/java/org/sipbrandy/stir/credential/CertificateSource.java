package org.sipbrandy.stir.credential;

import java.time.Instant;

/**
 * Where certificates come from that do not travel with the request: {@code https:} and {@code sip:} URIs of the {@code
 * info} parameter (RFC 8224 §7.2). {@code cid:} never gets here, nor does {@code http:} or {@code data:}. It may block,
 * with a time limit of its own, on the thread that verifies.
 */
@FunctionalInterface
public interface CertificateSource {

    /**
     * @param uri the {@code info} URI
     * @param now the time, for caches
     */
    Answer find(String uri, Instant now);

    /** What came of asking. */
    sealed interface Answer {
        /**
         * The bytes that the URI names.
         *
         * @param content one certificate in DER, or one or more in PEM, the signer's first
         */
        record Found(byte[] content) implements Answer {}

        /**
         * The same, but nobody vouches for it being the one of whom the URI names: used only if an authority that is trusted
         * issued it (RFC 6072 §6.8).
         */
        record Unvouched(byte[] content) implements Answer {}

        /**
         * There is none to be had: refused with 436.
         *
         * @param why for a person
         */
        record NotFound(String why) implements Answer {}
    }

    /** A source that has nothing: only certificates that travel with the request are used. */
    static CertificateSource none() {
        return (uri, now) -> new Answer.NotFound("certificates are not fetched");
    }
}
