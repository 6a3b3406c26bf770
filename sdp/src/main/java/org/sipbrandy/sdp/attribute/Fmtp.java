package org.sipbrandy.sdp.attribute;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * {@code a=fmtp} (RFC 8866 §6.15).
 *
 * @param format a payload type for RTP
 * @param parameters as written
 */
public record Fmtp(String format, String parameters) implements SdpAttribute {
    public static final String NAME = "fmtp";

    public Fmtp {
        SdpGrammar.token(format, "format");
        SdpGrammar.byteString(parameters, "format parameters");
    }

    public static Fmtp of(int payloadType, String parameters) {
        return new Fmtp(Integer.toString(payloadType), parameters);
    }

    /** Reads what follows {@code a=fmtp:}. */
    public static Fmtp parse(String value) {
        var words = new Words(value);
        return new Fmtp(words.token("format"), words.rest());
    }

    /** The usual {@code name=value;…} form; names in lower case, flags with an empty value. */
    public Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String part : parameters.split(";")) {
            String pair = part.strip();
            int equals = pair.indexOf('=');
            String name = (equals < 0 ? pair : pair.substring(0, equals)).strip();
            if (!name.isEmpty()) {
                map.putIfAbsent(
                        name.toLowerCase(Locale.ROOT),
                        equals < 0 ? "" : pair.substring(equals + 1).strip());
            }
        }
        return map;
    }

    public String value() {
        return parameters.isEmpty() ? format : format + ' ' + parameters;
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }
}
