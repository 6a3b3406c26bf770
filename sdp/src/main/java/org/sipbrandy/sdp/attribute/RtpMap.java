package org.sipbrandy.sdp.attribute;

import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * {@code a=rtpmap} (RFC 8866 §6.6).
 *
 * @param payloadType 0 to 127
 * @param encoding compared without regard to case
 * @param clockRate in Hz
 * @param channels 1 where the line says nothing
 */
public record RtpMap(int payloadType, String encoding, int clockRate, int channels) implements SdpAttribute {
    public static final String NAME = "rtpmap";

    public RtpMap {
        SdpGrammar.range(payloadType, 0, 127, "payload type");
        SdpGrammar.token(encoding, "encoding name");
        SdpGrammar.range(clockRate, 1, Integer.MAX_VALUE, "clock rate");
        SdpGrammar.range(channels, 1, 255, "channels");
    }

    /** Reads what follows {@code a=rtpmap:}. */
    public static RtpMap parse(String value) {
        var words = new Words(value);
        int payloadType = (int) words.number(0, 127, "payload type");
        String[] parts = words.next("encoding").split("/", -1);
        words.end(NAME);
        if (parts.length < 2 || parts.length > 3) {
            throw new SdpParseException(0, "rtpmap has no clock rate, or too many parameters");
        }
        int clockRate = (int) SdpGrammar.number(parts[1], 1, Integer.MAX_VALUE, "clock rate");
        int channels = parts.length == 3 ? (int) SdpGrammar.number(parts[2], 1, 255, "channels") : 1;
        return new RtpMap(payloadType, parts[0], clockRate, channels);
    }

    /** Whether both mean the same codec, whatever the payload type. */
    public boolean sameEncoding(RtpMap other) {
        return encoding.equalsIgnoreCase(other.encoding) && clockRate == other.clockRate && channels == other.channels;
    }

    public String value() {
        return payloadType + " " + encoding + '/' + clockRate + (channels == 1 ? "" : "/" + channels);
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }
}
