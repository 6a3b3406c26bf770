package org.sipbrandy.call.leg;

import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.sipbrandy.call.media.Fingerprints;
import org.sipbrandy.stir.VerifiedIdentity;
import org.sipbrandy.stir.passport.MediaKey;

/** Signed fingerprints as evidence has them. */
public final class SignedKeys {
    private SignedKeys() {}

    /** The entries of {@code mky}, each as {@code sha-256 AA:BB…}; empty if nothing is signed. */
    public static Set<String> of(VerifiedIdentity identity) {
        var signed = new TreeSet<String>();
        identity.mediaKeys().ifPresent(keys -> keys.keys().forEach(key -> signed.add(text(key))));
        return signed;
    }

    private static String text(MediaKey key) {
        return Fingerprints.text(key.algorithm(), HexFormat.of().parseHex(key.digest()));
    }
}
