package org.sipbrandy.sdp.attribute;

import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * {@code a=group} (RFC 5888 §5).
 *
 * @param semantics for example BUNDLE or LS
 */
public record Group(String semantics, List<Mid> mids) implements SdpAttribute {
    public static final String NAME = "group";

    public Group {
        SdpGrammar.token(semantics, "group semantics");
        mids = List.copyOf(mids);
    }

    /** Reads what follows {@code a=group:}. */
    public static Group parse(String value) {
        var words = new Words(value);
        String semantics = words.next("group semantics");
        List<Mid> mids = new ArrayList<>();
        while (words.hasNext()) {
            mids.add(new Mid(words.next("mid")));
        }
        return new Group(semantics, mids);
    }

    public String value() {
        var text = new StringBuilder(semantics);
        mids.forEach(mid -> text.append(' ').append(mid.value()));
        return text.toString();
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }
}
