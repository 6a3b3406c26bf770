package org.sipbrandy.sdp.attribute;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * One {@code inline:} key of {@code a=crypto} (RFC 4568 §6.1): master key and salt, lifetime, MKI. Secret: not in
 * {@link #toString}, and {@link #wipe} forgets it.
 */
public final class InlineKey {
    private static final int MAX_BYTES = 256;

    /**
     * Master key identifier.
     *
     * @param value positive
     * @param length its bytes in a packet, 1 to 128
     */
    public record Mki(BigInteger value, int length) {
        public Mki {
            if (value.signum() <= 0) {
                throw new SdpParseException(0, "MKI is not positive");
            }
            SdpGrammar.range(length, 1, 128, "MKI length");
            if (value.bitLength() > 8 * length) {
                throw new SdpParseException(0, "MKI does not fit its length");
            }
        }
    }

    private final byte[] keySalt;
    private final Optional<String> lifetime;
    private final Optional<Mki> mki;

    private InlineKey(byte[] keySalt, Optional<String> lifetime, Optional<Mki> mki) {
        this.keySalt = keySalt;
        this.lifetime = lifetime;
        this.mki = mki;
    }

    /** A copy of {@code keySalt} with default lifetime and no MKI, as we send it. */
    public static InlineKey of(byte[] keySalt) {
        if (keySalt.length == 0 || keySalt.length > MAX_BYTES) {
            throw new SdpParseException(0, "key and salt have a wrong length");
        }
        return new InlineKey(keySalt.clone(), Optional.empty(), Optional.empty());
    }

    /** Reads what follows {@code inline:}. */
    static InlineKey parse(String text) {
        String[] fields = text.split("\\|", -1);
        if (fields.length > 3) {
            throw new SdpParseException(0, "inline key has too many fields");
        }
        byte[] keySalt = base64(fields[0]);
        Optional<String> lifetime = Optional.empty();
        Optional<Mki> mki = Optional.empty();
        for (int i = 1; i < fields.length; i++) {
            // RFC 4568 §6.1: the lifetime never includes a colon, the MKI always does.
            if (fields[i].indexOf(':') >= 0) {
                if (i != fields.length - 1) {
                    throw new SdpParseException(0, "MKI is not the last field");
                }
                mki = Optional.of(mki(fields[i]));
            } else if (i == 1) {
                lifetime = Optional.of(lifetime(fields[i]));
            } else {
                throw new SdpParseException(0, "inline key has two lifetimes");
            }
        }
        return new InlineKey(keySalt, lifetime, mki);
    }

    /** A copy of master key and salt. */
    public byte[] keySalt() {
        return keySalt.clone();
    }

    public int keySaltBytes() {
        return keySalt.length;
    }

    /** Greatest number of packets, if stated. */
    public Optional<BigInteger> lifetime() {
        return lifetime.map(InlineKey::packets);
    }

    public Optional<Mki> mki() {
        return mki;
    }

    /** Compares in constant time. */
    public boolean sameKey(InlineKey other) {
        return MessageDigest.isEqual(keySalt, other.keySalt);
    }

    public void wipe() {
        Arrays.fill(keySalt, (byte) 0);
    }

    /** What follows {@code inline:}, the key included. */
    public String value() {
        return Base64.getEncoder().encodeToString(keySalt)
                + lifetime.map(l -> "|" + l).orElse("")
                + mki.map(m -> "|" + m.value() + ':' + m.length()).orElse("");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InlineKey key && sameKey(key) && lifetime.equals(key.lifetime) && mki.equals(key.mki);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keySalt);
    }

    @Override
    public String toString() {
        return "<hidden>";
    }

    private static byte[] base64(String text) {
        if (text.length() > 2 * MAX_BYTES) {
            throw new SdpParseException(0, "key and salt are too long");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == 0) {
                throw new SdpParseException(0, "key and salt are empty");
            }
            return bytes;
        } catch (SdpParseException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SdpParseException(0, "key and salt are not base64");
        }
    }

    private static String lifetime(String text) {
        if (packets(text).compareTo(CryptoSuite.MAX_LIFETIME) > 0) {
            throw new SdpParseException(0, "lifetime exceeds 2^48 packets");
        }
        return text;
    }

    private static BigInteger packets(String text) {
        if (text.startsWith("2^")) {
            return BigInteger.TWO.pow((int) positive(text.substring(2), 48, "lifetime"));
        }
        return BigInteger.valueOf(positive(text, 1L << 48, "lifetime"));
    }

    private static Mki mki(String text) {
        int colon = text.indexOf(':');
        return new Mki(BigInteger.valueOf(positive(text.substring(0, colon), Long.MAX_VALUE, "MKI")), (int)
                positive(text.substring(colon + 1), 128, "MKI length"));
    }

    /** RFC 4568 §6.1: leading zeroes must not be used. */
    private static long positive(String text, long max, String what) {
        if (text.startsWith("0")) {
            throw new SdpParseException(0, what + " begins with 0");
        }
        return SdpGrammar.number(text, 1, max, what);
    }
}
