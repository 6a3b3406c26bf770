package org.sipbrandy.sdp.attribute;

import java.util.List;
import java.util.random.RandomGenerator;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * {@code a=ice-ufrag} and {@code a=ice-pwd} (RFC 8839 §5.4), which only make sense together.
 *
 * @param ufrag 4 to 256 ice-chars; at most 32 are sent
 * @param password 22 to 256 ice-chars; not in {@link #toString}
 */
public record IceCredentials(String ufrag, String password) {
    public static final String UFRAG = "ice-ufrag";
    public static final String PWD = "ice-pwd";

    /** 48 random bits; RFC 8445 §5.3 asks for 24. */
    private static final int GENERATED_UFRAG = 8;
    /** 144 random bits; RFC 8445 §5.3 asks for 128. */
    private static final int GENERATED_PASSWORD = 24;

    public IceCredentials {
        parseUfrag(ufrag);
        parsePassword(password);
    }

    public static IceCredentials generate(RandomGenerator random) {
        return new IceCredentials(RandomText.of(GENERATED_UFRAG, random), RandomText.of(GENERATED_PASSWORD, random));
    }

    /** Checks the value of {@code a=ice-ufrag}. */
    public static String parseUfrag(String value) {
        return SdpGrammar.iceChars(value, 4, 256, UFRAG);
    }

    /** Checks the value of {@code a=ice-pwd}. */
    public static String parsePassword(String value) {
        return SdpGrammar.iceChars(value, 22, 256, PWD);
    }

    /** The two lines. */
    public List<Attribute> toAttributes() {
        return List.of(Attribute.of(UFRAG, ufrag), Attribute.of(PWD, password));
    }

    @Override
    public String toString() {
        return ufrag + ":<hidden>";
    }
}
