package org.sipbrandy.sdp.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * {@code a=crypto} (RFC 4568 §4 and §9) with a crypto-suite that we know.
 *
 * @param tag 0 to 999999999, unique within the media description
 * @param keys one or more
 * @param sessionParameters as written
 */
public record CryptoAttribute(int tag, CryptoSuite suite, List<InlineKey> keys, List<String> sessionParameters)
        implements SdpAttribute {
    public static final String NAME = "crypto";

    private static final int MAX_TAG = 999_999_999;
    private static final int MAX_KEYS = 16;
    private static final String INLINE = "inline:";

    public CryptoAttribute {
        SdpGrammar.range(tag, 0, MAX_TAG, "crypto tag");
        keys = List.copyOf(keys);
        sessionParameters = List.copyOf(sessionParameters);
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new SdpParseException(0, "crypto has no key or too many");
        }
        checkKeys(suite, keys);
        sessionParameters.forEach(CryptoAttribute::checkParameter);
    }

    public static CryptoAttribute of(int tag, CryptoSuite suite, InlineKey key) {
        return new CryptoAttribute(tag, suite, List.of(key), List.of());
    }

    /**
     * Reads what follows {@code a=crypto:}.
     *
     * @throws SdpParseException also for what makes a line invalid: an unknown suite, a key of a wrong length, a
     *     session parameter that is unknown and not optional
     */
    public static CryptoAttribute parse(String value) {
        var words = new Words(value);
        String tagText = words.next("crypto tag");
        if (tagText.length() > 9) {
            throw new SdpParseException(0, "crypto tag has more than 9 digits");
        }
        int tag = (int) SdpGrammar.number(tagText, 0, MAX_TAG, "crypto tag");
        CryptoSuite suite = CryptoSuite.of(words.next("crypto-suite"))
                .orElseThrow(() -> new SdpParseException(0, "crypto-suite is unknown"));
        List<InlineKey> keys = new ArrayList<>();
        for (String parameter : words.next("key parameters").split(";", -1)) {
            if (!parameter.toLowerCase(Locale.ROOT).startsWith(INLINE)) {
                throw new SdpParseException(0, "key method is not inline");
            }
            keys.add(InlineKey.parse(parameter.substring(INLINE.length())));
        }
        List<String> parameters = new ArrayList<>();
        while (words.hasNext()) {
            parameters.add(words.next("session parameter"));
        }
        return new CryptoAttribute(tag, suite, keys, parameters);
    }

    /** RFC 4568 §6.3.2, §6.3.3: SRTP or SRTCP would go unencrypted or unauthenticated; such a line is refused. */
    public boolean weakensProtection() {
        return sessionParameters.stream()
                .anyMatch(p -> p.startsWith("UNENCRYPTED_") || p.startsWith("UNAUTHENTICATED_"));
    }

    /** RFC 4568 §5.1.2: an answer repeats tag and suite of the line that it accepts. */
    public boolean answers(CryptoAttribute offered) {
        return tag == offered.tag && suite == offered.suite;
    }

    /** What follows {@code a=crypto:}, keys included. */
    public String value() {
        String keyText = keys.stream().map(k -> INLINE + k.value()).collect(Collectors.joining(";"));
        String parameterText = sessionParameters.stream().map(p -> " " + p).collect(Collectors.joining());
        return tag + " " + suite + ' ' + keyText + parameterText;
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }

    private static void checkKeys(CryptoSuite suite, List<InlineKey> keys) {
        int mkiLength = keys.getFirst().mki().map(InlineKey.Mki::length).orElse(0);
        for (InlineKey key : keys) {
            if (key.keySaltBytes() != suite.keySaltBytes()) {
                throw new SdpParseException(0, "key and salt have a wrong length for " + suite);
            }
            // RFC 4568 §6.1: several keys all have an MKI, of the same length.
            if (keys.size() > 1 && (key.mki().isEmpty() || key.mki().get().length() != mkiLength)) {
                throw new SdpParseException(0, "several keys need MKIs of one length");
            }
        }
    }

    // RFC 4568 §6.3.7: an unknown parameter without a leading dash makes the line invalid.
    private static void checkParameter(String parameter) {
        SdpGrammar.visible(parameter, "session parameter");
        if (parameter.startsWith("KDR=")) {
            SdpGrammar.number(parameter.substring(4), 0, 24, "KDR");
        } else if (parameter.startsWith("WSH=")) {
            SdpGrammar.number(parameter.substring(4), 64, Integer.MAX_VALUE, "WSH");
        } else if (!parameter.equals("UNENCRYPTED_SRTP")
                && !parameter.equals("UNENCRYPTED_SRTCP")
                && !parameter.equals("UNAUTHENTICATED_SRTP")
                && !parameter.startsWith("-")) {
            throw new SdpParseException(0, "session parameter is unknown and mandatory");
        }
    }
}
