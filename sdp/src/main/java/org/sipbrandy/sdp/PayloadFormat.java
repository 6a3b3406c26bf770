package org.sipbrandy.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.sdp.attribute.Fmtp;
import org.sipbrandy.sdp.attribute.RtpMap;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * One RTP payload type of a media description: {@code rtpmap} and {@code fmtp} together, or a static assignment.
 *
 * @param payloadType 0 to 127
 * @param encoding for example opus, PCMU, telephone-event; compared without regard to case
 * @param clockRate in Hz
 * @param channels 1 or more
 * @param parameters those of {@code fmtp}
 */
public record PayloadFormat(
        int payloadType, String encoding, int clockRate, int channels, Optional<String> parameters) {
    public PayloadFormat {
        SdpGrammar.range(payloadType, 0, 127, "payload type");
        SdpGrammar.token(encoding, "encoding name");
        SdpGrammar.range(clockRate, 1, Integer.MAX_VALUE, "clock rate");
        SdpGrammar.range(channels, 1, 255, "channels");
    }

    /** Mono and without parameters. */
    public static PayloadFormat of(int payloadType, String encoding, int clockRate) {
        return new PayloadFormat(payloadType, encoding, clockRate, 1, Optional.empty());
    }

    public PayloadFormat withPayloadType(int other) {
        return new PayloadFormat(other, encoding, clockRate, channels, parameters);
    }

    public PayloadFormat withParameters(String other) {
        return new PayloadFormat(payloadType, encoding, clockRate, channels, Optional.of(other));
    }

    /** Whether both mean the same codec, whatever payload type and parameters. */
    public boolean sameEncoding(PayloadFormat other) {
        return encoding.equalsIgnoreCase(other.encoding) && clockRate == other.clockRate && channels == other.channels;
    }

    /** RFC 4733: rides with a codec of the same clock rate and is no codec itself. */
    public boolean isTelephoneEvent() {
        return encoding.equalsIgnoreCase("telephone-event");
    }

    /** RFC 3551 §3: not fixed by a table. */
    public boolean isDynamic() {
        return payloadType >= 96;
    }

    /** RFC 5761 §4: would be taken for RTCP when both share a port. */
    public boolean collidesWithRtcp() {
        return payloadType >= 64 && payloadType <= 95;
    }

    /** {@code rtpmap} and, with parameters, {@code fmtp}. */
    public List<Attribute> toAttributes() {
        List<Attribute> lines = new ArrayList<>();
        lines.add(new RtpMap(payloadType, encoding, clockRate, channels).toAttribute());
        parameters.ifPresent(p -> lines.add(Fmtp.of(payloadType, p).toAttribute()));
        return lines;
    }
}
