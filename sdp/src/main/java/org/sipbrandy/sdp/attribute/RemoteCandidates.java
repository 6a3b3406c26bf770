package org.sipbrandy.sdp.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/** {@code a=remote-candidates} (RFC 8839 §5.2), in offers of the controlling agent only. */
public record RemoteCandidates(List<Entry> entries) implements SdpAttribute {
    public static final String NAME = "remote-candidates";

    private static final int MAX_ENTRIES = 256;

    /**
     * The selected remote candidate of one component.
     *
     * @param component 1 to 256
     */
    public record Entry(int component, String address, int port) {
        public Entry {
            SdpGrammar.range(component, 1, 256, "component");
            SdpGrammar.visible(address, "remote candidate address");
            SdpGrammar.range(port, 0, 65535, "remote candidate port");
        }
    }

    public RemoteCandidates {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new SdpParseException(0, "remote-candidates has no entry or too many");
        }
    }

    /** Reads what follows {@code a=remote-candidates:}. */
    public static RemoteCandidates parse(String value) {
        var words = new Words(value);
        List<Entry> entries = new ArrayList<>();
        while (words.hasNext()) {
            entries.add(new Entry((int) words.number(1, 256, "component"), words.next("remote candidate address"), (int)
                    words.number(0, 65535, "remote candidate port")));
        }
        return new RemoteCandidates(entries);
    }

    public String value() {
        return entries.stream()
                .map(e -> e.component() + " " + e.address() + " " + e.port())
                .collect(Collectors.joining(" "));
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }
}
