package org.sipbrandy.call.media;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.sipbrandy.dtls.PeerCertificate;

/** The fingerprints of a certificate as evidence has them: {@code sha-256 AA:BB:…}. */
public final class Fingerprints {
    /** Those of RFC 8122 §5 that may prove anything. */
    private static final List<String> HASHES = List.of("sha-256", "sha-384", "sha-512");

    private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

    private Fingerprints() {}

    /** One digest as text. */
    public static String text(String hash, byte[] digest) {
        return hash.toLowerCase(Locale.ROOT) + " " + HEX.formatHex(digest);
    }

    /** A certificate's digests under every hash that we know. */
    public static Set<String> of(PeerCertificate certificate) {
        var all = new TreeSet<String>();
        for (String hash : HASHES) {
            certificate.fingerprint(hash).ifPresent(digest -> all.add(text(hash, digest)));
        }
        return all;
    }
}
