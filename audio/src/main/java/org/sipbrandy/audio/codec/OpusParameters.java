package org.sipbrandy.audio.codec;

import java.util.Locale;

/**
 * Parameters of {@code a=fmtp} for Opus, RFC 7587 §6.1: what the side that states them wants to receive.
 *
 * @param maxPlaybackRate highest sampling rate that is of use, 8000 to 48000 Hz
 * @param maxAverageBitrate bit/s, 6000 to 510000; 0 when not stated
 * @param stereo whether two channels are preferred
 * @param constantBitrate whether the bitrate must not vary
 * @param inbandFec whether forward error correction can be made use of
 * @param discontinuous whether discontinuous transmission is preferred
 */
public record OpusParameters(
        int maxPlaybackRate,
        int maxAverageBitrate,
        boolean stereo,
        boolean constantBitrate,
        boolean inbandFec,
        boolean discontinuous) {
    /** What we ask for: mono with FEC. */
    public static final OpusParameters DEFAULT = new OpusParameters(48_000, 0, false, false, true, false);

    /** What holds when nothing is stated, RFC 7587 §6.1. */
    public static final OpusParameters ABSENT = new OpusParameters(48_000, 0, false, false, false, false);

    public OpusParameters {
        maxPlaybackRate = Math.clamp(maxPlaybackRate, 8_000, 48_000);
        maxAverageBitrate = maxAverageBitrate == 0 ? 0 : Math.clamp(maxAverageBitrate, 6_000, 510_000);
    }

    /** Reads {@code name=value;name=value}; anything unknown or malformed is ignored (RFC 7587 §7.1, last paragraph). */
    public static OpusParameters parse(String fmtp) {
        int rate = ABSENT.maxPlaybackRate;
        int bitrate = 0;
        boolean stereo = false;
        boolean cbr = false;
        boolean fec = false;
        boolean dtx = false;
        for (String parameter : fmtp.split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String value = parameter.substring(equals + 1).strip();
            switch (parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "maxplaybackrate" -> rate = number(value, rate);
                case "maxaveragebitrate" -> bitrate = number(value, bitrate);
                case "stereo" -> stereo = value.equals("1");
                case "cbr" -> cbr = value.equals("1");
                case "useinbandfec" -> fec = value.equals("1");
                case "usedtx" -> dtx = value.equals("1");
                default -> {}
            }
        }
        return new OpusParameters(rate, bitrate, stereo, cbr, fec, dtx);
    }

    private static int number(String value, int otherwise) {
        try {
            int number = Integer.parseInt(value);
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The {@code a=fmtp} parameters; only what differs from the defaults of RFC 7587 §6.1. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        append(text, "maxplaybackrate", maxPlaybackRate == 48_000 ? 0 : maxPlaybackRate);
        append(text, "maxaveragebitrate", maxAverageBitrate);
        append(text, "stereo", stereo ? 1 : 0);
        append(text, "cbr", constantBitrate ? 1 : 0);
        append(text, "useinbandfec", inbandFec ? 1 : 0);
        append(text, "usedtx", discontinuous ? 1 : 0);
        return text.toString();
    }

    private static void append(StringBuilder text, String name, int value) {
        if (value != 0) {
            text.append(text.isEmpty() ? "" : ";").append(name).append('=').append(value);
        }
    }
}
