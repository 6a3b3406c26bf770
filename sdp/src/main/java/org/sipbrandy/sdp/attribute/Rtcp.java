package org.sipbrandy.sdp.attribute;

import java.util.Optional;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.Connection;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * {@code a=rtcp} (RFC 3605 §2.1).
 *
 * @param connection absent where the address is that of {@code c=}
 */
public record Rtcp(int port, Optional<Connection> connection) implements SdpAttribute {
    public static final String NAME = "rtcp";

    public Rtcp {
        SdpGrammar.range(port, 0, 65535, "rtcp port");
    }

    public static Rtcp of(int port) {
        return new Rtcp(port, Optional.empty());
    }

    /** Reads what follows {@code a=rtcp:}. */
    public static Rtcp parse(String value) {
        var words = new Words(value);
        int port = (int) words.number(0, 65535, "rtcp port");
        return new Rtcp(port, words.hasNext() ? Optional.of(Connection.parse(words.rest())) : Optional.empty());
    }

    public String value() {
        return port + connection.map(c -> " " + c).orElse("");
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }
}
