package org.sipbrandy.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/** Reads an {@code m=} line alone. */
final class MediaLine {
    private MediaLine() {}

    static MediaDescription parse(String value) {
        var words = new Words(value);
        String media = words.token("media");
        String port = words.next("port");
        String protocol = words.next("protocol");
        List<String> formats = new ArrayList<>();
        while (words.hasNext()) {
            formats.add(words.next("format"));
        }
        int slash = port.indexOf('/');
        String first = slash < 0 ? port : port.substring(0, slash);
        String count = slash < 0 ? "1" : port.substring(slash + 1);
        return new MediaDescription(
                media,
                (int) SdpGrammar.number(first, 0, 65535, "port"),
                (int) SdpGrammar.number(count, 1, 65535, "number of ports"),
                protocol,
                formats,
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                List.of());
    }
}
