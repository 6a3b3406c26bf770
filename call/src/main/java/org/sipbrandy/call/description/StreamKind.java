package org.sipbrandy.call.description;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.sdp.PayloadFormat;

/**
 * What one stream of ours can carry.
 *
 * @param media as in {@code m=}: audio, video, …
 * @param formats in order of preference
 * @param spoken whether the formats are our own codecs; otherwise the application gives and takes RTP payloads
 */
public record StreamKind(String media, List<PayloadFormat> formats, boolean spoken) {
    private static final int OPUS_TYPE = 111;
    private static final int EVENTS_48000 = 110;
    private static final int EVENTS_8000 = 101;

    public StreamKind {
        formats = List.copyOf(formats);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("a stream without a format");
        }
    }

    /** Audio with these codecs, most wanted first, and telephone events at their clock rates (RFC 4733 §2.2). */
    public static StreamKind audio(List<Encoding> encodings) {
        var formats = new ArrayList<PayloadFormat>();
        for (Encoding encoding : encodings) {
            int type = encoding.staticPayloadType().orElse(OPUS_TYPE);
            var format = new PayloadFormat(
                    type, encoding.encodingName(), encoding.clockRate(), encoding.channels(), encoding.fmtp());
            formats.add(format);
        }
        if (encodings.stream().anyMatch(encoding -> encoding.clockRate() == 48_000)) {
            formats.add(
                    PayloadFormat.of(EVENTS_48000, "telephone-event", 48_000).withParameters("0-15"));
        }
        if (encodings.stream().anyMatch(encoding -> encoding.clockRate() == 8_000)) {
            formats.add(PayloadFormat.of(EVENTS_8000, "telephone-event", 8_000).withParameters("0-15"));
        }
        return new StreamKind("audio", formats, true);
    }

    /** A stream whose payloads the application makes and reads. */
    public static StreamKind ofApplication(String media, List<PayloadFormat> formats) {
        return new StreamKind(media, formats, false);
    }

    /** The number under which these formats have telephone events at a clock rate. */
    public static OptionalInt eventType(List<PayloadFormat> formats, int clockRate) {
        return formats.stream()
                .filter(format -> format.isTelephoneEvent() && format.clockRate() == clockRate)
                .mapToInt(PayloadFormat::payloadType)
                .findFirst();
    }
}
