package org.sipbrandy.audio.wav;

import org.sipbrandy.audio.codec.CompandingLaw;

/** Turns the bytes of a data chunk into mono 16-bit samples. */
final class SampleDecoder {
    private final WavFormat format;

    SampleDecoder(WavFormat format) {
        this.format = format;
    }

    /** The mean of all channels. */
    short frame(byte[] bytes, int at) {
        int step = format.bits() / 8;
        long sum = 0;
        for (int channel = 0; channel < format.channels(); channel++) {
            sum += sample(bytes, at + channel * step);
        }
        return (short) Math.floorDiv(sum, format.channels());
    }

    private int sample(byte[] bytes, int at) {
        return switch (format.sampleFormat()) {
            case A_LAW -> CompandingLaw.A.expand(bytes[at]);
            case MU_LAW -> CompandingLaw.MU.expand(bytes[at]);
            case FLOAT -> floating(Float.intBitsToFloat(pair(bytes, at) & 0xFFFF | pair(bytes, at + 2) << 16));
            case PCM ->
                switch (format.bits()) {
                    case 8 -> ((bytes[at] & 0xFF) - 128) << 8; // the only unsigned one
                    default -> pair(bytes, at + format.bits() / 8 - 2); // the upper 16 bits
                };
        };
    }

    private static int pair(byte[] bytes, int at) {
        return bytes[at] & 0xFF | bytes[at + 1] << 8;
    }

    private static int floating(float value) {
        return Float.isNaN(value) ? 0 : Math.clamp(Math.round(value * 32768.0), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
