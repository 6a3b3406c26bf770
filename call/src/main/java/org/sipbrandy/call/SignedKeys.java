package org.sipbrandy.call;

import org.sipbrandy.call.media.Fingerprints;
import org.sipbrandy.stir.passport.MediaKey;

/** Signed fingerprints as evidence has them. */
final class SignedKeys {
    private SignedKeys() {}

    /** One entry of {@code mky}: {@code sha-256 AA:BB…}. */
    static String text(MediaKey key) {
        return Fingerprints.text(key.algorithm(), java.util.HexFormat.of().parseHex(key.digest()));
    }
}
