package org.sipbrandy.sdp.dtls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.HashFunction;

/** Against which of the peer's fingerprints its certificate is verified (RFC 8122 §5.1). */
public sealed interface FingerprintSelection {
    /** The fingerprints of the most preferred hash function among those that the peer gave. */
    record Selected(HashFunction hash, List<Fingerprint> fingerprints) implements FingerprintSelection {
        public Selected {
            fingerprints = List.copyOf(fingerprints);
            if (fingerprints.isEmpty()) {
                throw new IllegalArgumentException("no fingerprint");
            }
        }
    }

    /** There is nothing to verify against: the stream is rejected. */
    record None(Reason reason) implements FingerprintSelection {}

    /** Why nothing can be verified. */
    enum Reason {
        /** No fingerprint at all. */
        ABSENT,
        /** Only MD5 or MD2, which RFC 8122 §5 forbids to use, or functions that are not known. */
        UNUSABLE
    }

    /** SHA-256 first, then 384, 512, 224 and 1; other hash functions never. */
    static FingerprintSelection of(Collection<Fingerprint> offered) {
        if (offered.isEmpty()) {
            return new None(Reason.ABSENT);
        }
        for (HashFunction hash : HashFunction.values()) {
            List<Fingerprint> set = new ArrayList<>();
            for (Fingerprint fingerprint : offered) {
                if (hash.isUsable() && fingerprint.hash().equals(hash.token())) {
                    set.add(fingerprint);
                }
            }
            if (!set.isEmpty()) {
                return new Selected(hash, set);
            }
        }
        return new None(Reason.UNUSABLE);
    }

    /**
     * Whether a certificate is one that the peer announced. Weaker fingerprints are not looked at.
     *
     * @param der the certificate in DER
     */
    default boolean matches(byte[] der) {
        return switch (this) {
            case Selected(HashFunction hash, List<Fingerprint> fingerprints) ->
                fingerprints.contains(Fingerprint.ofCertificate(hash, der));
            case None none -> false;
        };
    }
}
