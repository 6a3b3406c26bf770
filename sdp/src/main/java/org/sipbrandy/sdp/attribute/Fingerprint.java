package org.sipbrandy.sdp.attribute;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * {@code a=fingerprint} (RFC 8122 §5).
 *
 * @param hash lower-case token, perhaps of a function that we do not know
 * @param digest upper-case hex bytes with colons between them
 */
public record Fingerprint(String hash, String digest) implements SdpAttribute {
    public static final String NAME = "fingerprint";

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();
    private static final int MAX_BYTES = 256;

    /** Takes any case and keeps the canonical one (RFC 8122 §5: lower-case token, upper-case hex). */
    public Fingerprint {
        hash = SdpGrammar.token(hash, "hash function").toLowerCase(Locale.ROOT);
        byte[] bytes = bytesOf(digest);
        Optional<HashFunction> known = HashFunction.of(hash);
        if (known.isPresent() && known.get().bytes() != bytes.length) {
            throw new SdpParseException(0, "fingerprint has a wrong length for " + hash);
        }
        digest = COLONS.formatHex(bytes);
    }

    public static Fingerprint of(String hash, byte[] digest) {
        return new Fingerprint(hash, COLONS.formatHex(digest));
    }

    /**
     * The fingerprint of a certificate.
     *
     * @param der the certificate in DER
     * @throws IllegalArgumentException for MD5 and MD2, which RFC 8122 §5 forbids to compute
     */
    public static Fingerprint ofCertificate(HashFunction hash, byte[] der) {
        if (!hash.isUsable()) {
            throw new IllegalArgumentException(hash + " must not be used for fingerprints");
        }
        try {
            return of(hash.token(), MessageDigest.getInstance(hash.algorithm()).digest(der));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(hash + " is not provided by this platform", e);
        }
    }

    /** Reads what follows {@code a=fingerprint:}. */
    public static Fingerprint parse(String value) {
        var words = new Words(value);
        String hash = words.next("hash function");
        String digest = words.next("fingerprint");
        words.end(NAME);
        return new Fingerprint(hash, digest);
    }

    /** Hash function, if it is one of RFC 8122 §5. */
    public Optional<HashFunction> function() {
        return HashFunction.of(hash);
    }

    /** Upper-case hex without colons, as the claim {@code mky} has it (RFC 8225 §5.2.2). */
    public String hex() {
        return digest.replace(":", "");
    }

    public byte[] bytes() {
        return COLONS.parseHex(digest);
    }

    public String value() {
        return hash + ' ' + digest;
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }

    @Override
    public String toString() {
        return value();
    }

    private static byte[] bytesOf(String digest) {
        if (digest.length() > 3 * MAX_BYTES) {
            throw new SdpParseException(0, "fingerprint is too long");
        }
        try {
            byte[] bytes = COLONS.parseHex(digest);
            if (bytes.length == 0) {
                throw new SdpParseException(0, "fingerprint is empty");
            }
            return bytes;
        } catch (SdpParseException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SdpParseException(0, "fingerprint is not hex bytes with colons");
        }
    }
}
