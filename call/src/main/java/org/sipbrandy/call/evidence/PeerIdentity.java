package org.sipbrandy.call.evidence;

import java.util.Objects;

/**
 * Who signed for the far end, as the verified token says it, never as it was dialled (RFC 8862 §7, MSEC-26).
 *
 * @param name the SIP URI or telephone number that the token's {@code orig} names
 * @param trust how far the signing key is trusted
 * @param safetyNumber the key's safety number, twelve groups of five digits
 */
public record PeerIdentity(String name, Trust trust, String safetyNumber) {
    public PeerIdentity {
        Objects.requireNonNull(trust);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a verified identity has a name");
        }
    }
}
