package org.sipbrandy.sdp.attribute;

import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/** {@code a=ice-options} (RFC 8839 §5.6). */
public record IceOptions(List<String> tags) implements SdpAttribute {
    public static final String NAME = "ice-options";
    /** RFC 8445 §10: made by an agent of that RFC. */
    public static final String ICE2 = "ice2";
    /** RFC 8840 §4.1.1. */
    public static final String TRICKLE = "trickle";

    private static final int MAX_TAGS = 64;

    public IceOptions {
        tags = List.copyOf(tags);
        if (tags.isEmpty() || tags.size() > MAX_TAGS) {
            throw new SdpParseException(0, "ice-options has no tag or too many");
        }
        // Wider than 1*ice-char: WebRTC browsers write "renomination" and the like, others use "_" and "-".
        tags.forEach(tag -> SdpGrammar.visible(tag, "ice-option-tag"));
    }

    public static IceOptions of(String... tags) {
        return new IceOptions(List.of(tags));
    }

    /** Reads what follows {@code a=ice-options:}. */
    public static IceOptions parse(String value) {
        var words = new Words(value);
        List<String> tags = new ArrayList<>();
        while (words.hasNext()) {
            tags.add(words.next("ice-option-tag"));
        }
        return new IceOptions(tags);
    }

    public boolean contains(String tag) {
        return tags.contains(tag);
    }

    public String value() {
        return String.join(" ", tags);
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }
}
