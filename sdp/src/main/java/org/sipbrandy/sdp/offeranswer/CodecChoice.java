package org.sipbrandy.sdp.offeranswer;

import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.PayloadFormat;

/** Which formats of an offer an answer takes (RFC 3264 §6.1). */
public final class CodecChoice {
    private CodecChoice() {}

    /**
     * The offered formats that we support, in the order of the offer, under the payload types of the offer, with our
     * own parameters. Telephone events only at the clock rate of a codec taken (RFC 4733 §2.6). Empty if no codec is
     * common: the stream is to be rejected.
     */
    public static List<PayloadFormat> choose(MediaDescription offered, List<PayloadFormat> supported) {
        List<PayloadFormat> common = new ArrayList<>();
        for (PayloadFormat format : offered.payloadFormats()) {
            // RFC 5761 §4: 64 to 95 cannot be told from RTCP on a shared port.
            boolean usable = !offered.rtcpMux() || !format.collidesWithRtcp();
            if (usable) {
                supported.stream()
                        .filter(format::sameEncoding)
                        .findFirst()
                        .ifPresent(own -> common.add(own.withPayloadType(format.payloadType())));
            }
        }
        List<PayloadFormat> codecs =
                common.stream().filter(f -> !f.isTelephoneEvent()).toList();
        return common.stream()
                .filter(f -> !f.isTelephoneEvent() || codecs.stream().anyMatch(c -> c.clockRate() == f.clockRate()))
                .toList();
    }
}
