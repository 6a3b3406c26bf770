package org.sipbrandy.sdp.keying;

import java.util.Locale;
import java.util.Set;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.attribute.CryptoAttribute;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.attribute.TlsId;

/** Ways to key a media stream, the most preferred first. */
public enum KeyingMethod {
    DTLS_SRTP(Set.of(Fingerprint.NAME, Setup.NAME, TlsId.NAME)),
    ZRTP(Set.of("zrtp-hash")),
    SDES(Set.of(CryptoAttribute.NAME)),
    /** Plain RTP. */
    NONE(Set.of());

    private final Set<String> attributes;

    KeyingMethod(Set<String> attributes) {
        this.attributes = attributes;
    }

    /** RFC 8643 §3.2: the description without the attributes of any other method. */
    public MediaDescription only(MediaDescription media) {
        return media.withAttributes(media.attributes().stream()
                .filter(a -> !belongsToAnother(a.name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    private boolean belongsToAnother(String name) {
        for (KeyingMethod method : values()) {
            if (method != this && method.attributes.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
