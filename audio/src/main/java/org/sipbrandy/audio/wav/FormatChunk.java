package org.sipbrandy.audio.wav;

import java.nio.ByteBuffer;
import org.sipbrandy.audio.wav.WavFormat.SampleFormat;

/** Reads the {@code fmt} chunk: WAVEFORMAT, WAVEFORMATEX, WAVEFORMATEXTENSIBLE. */
final class FormatChunk {
    static final int MIN_BYTES = 16;
    static final int MAX_BYTES = 4096;

    private static final int EXTENSIBLE = 0xFFFE;
    private static final int EXTENSIBLE_BYTES = 40;
    /** The end of every sub-format GUID that stands for an old format code: 0000-0010-8000-00AA00389B71. */
    private static final byte[] GUID_END = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    private FormatChunk() {}

    static WavFormat parse(ByteBuffer chunk, long offset) {
        int code = chunk.getShort(0) & 0xFFFF;
        int channels = chunk.getShort(2) & 0xFFFF;
        long rate = chunk.getInt(4) & 0xFFFF_FFFFL;
        int frameBytes = chunk.getShort(12) & 0xFFFF;
        int bits = chunk.getShort(14) & 0xFFFF;
        if (code == EXTENSIBLE) {
            code = subFormat(chunk, offset);
        }
        if (channels < 1 || channels > WavFormat.MAX_CHANNELS) {
            throw new WavFormatException(offset + 2, channels + " channels");
        }
        if (rate < WavFormat.MIN_RATE || rate > WavFormat.MAX_RATE) {
            throw new WavFormatException(offset + 4, "a sampling rate of " + rate + " Hz");
        }
        if (frameBytes == 0 || frameBytes % channels != 0 || frameBytes / channels > 4) {
            throw new WavFormatException(offset + 12, frameBytes + " bytes for " + channels + " channels");
        }
        int container = frameBytes / channels * 8;
        if (bits == 0 || bits > container || container - bits >= 8) {
            throw new WavFormatException(offset + 14, bits + "-bit samples in " + container + " bits");
        }
        return new WavFormat(sampleFormat(code, container, offset), channels, (int) rate, container);
    }

    private static int subFormat(ByteBuffer chunk, long offset) {
        if (chunk.capacity() < EXTENSIBLE_BYTES) {
            throw new WavFormatException(offset, "an extensible format of " + chunk.capacity() + " bytes");
        }
        for (int i = 0; i < GUID_END.length; i++) {
            if (chunk.get(26 + i) != GUID_END[i]) {
                throw new WavFormatException(offset + 24, "an unknown sub-format");
            }
        }
        return chunk.getShort(24) & 0xFFFF;
    }

    private static SampleFormat sampleFormat(int code, int bits, long offset) {
        SampleFormat format = switch (code) {
            case 1 -> SampleFormat.PCM;
            case 3 -> SampleFormat.FLOAT;
            case 6 -> SampleFormat.A_LAW;
            case 7 -> SampleFormat.MU_LAW;
            default ->
                throw new WavFormatException(offset, "format code " + code + " is not PCM, float, A-law or µ-law");
        };
        boolean fits = switch (format) {
            case PCM -> true;
            case FLOAT -> bits == 32;
            case A_LAW, MU_LAW -> bits == 8;
        };
        if (!fits) {
            throw new WavFormatException(offset + 14, bits + "-bit samples of " + format);
        }
        return format;
    }
}
