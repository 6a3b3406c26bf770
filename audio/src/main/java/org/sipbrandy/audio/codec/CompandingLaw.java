package org.sipbrandy.audio.codec;

/** The two laws of ITU-T G.711, between eight bits and a 16-bit sample. */
public enum CompandingLaw {
    /** Table 1 of G.711: 13 bits, here in the upper bits of 16. */
    A {
        @Override
        int expand(int code) {
            int inverted = code ^ 0x55; // G.711 §3.2: even bits are inverted
            int exponent = inverted >> 4 & 7;
            int mantissa = inverted & 0xF;
            int magnitude = exponent == 0 ? (mantissa << 4) + 8 : (mantissa << 4) + 0x108 << exponent - 1;
            return (inverted & 0x80) != 0 ? magnitude : -magnitude;
        }

        @Override
        public byte compress(short sample) {
            int magnitude = (sample < 0 ? ~sample : sample) >> 4;
            int exponent = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
            int code = exponent == 0 ? magnitude : exponent << 4 | magnitude >> exponent - 1 & 0xF;
            return (byte) ((sample < 0 ? code : code | 0x80) ^ 0x55);
        }
    },
    /** Table 2 of G.711: 14 bits, here in the upper bits of 16. */
    MU {
        @Override
        int expand(int code) {
            int inverted = ~code & 0xFF;
            int exponent = inverted >> 4 & 7;
            int magnitude = ((inverted & 0xF) << 3) + BIAS << exponent;
            return (inverted & 0x80) != 0 ? BIAS - magnitude : magnitude - BIAS;
        }

        @Override
        public byte compress(short sample) {
            int magnitude = Math.min((sample < 0 ? ~sample : sample) + BIAS, 0x7FFF) >> 2;
            int exponent = 26 - Integer.numberOfLeadingZeros(magnitude);
            int code = exponent << 4 | magnitude >> exponent + 1 & 0xF;
            return (byte) ~(sample < 0 ? code | 0x80 : code);
        }
    };

    /** 33 quantising steps of 14 bits, in 16. */
    private static final int BIAS = 33 << 2;

    private final short[] expanded = new short[256];

    CompandingLaw() {
        for (int code = 0; code < 256; code++) {
            expanded[code] = (short) expand(code);
        }
    }

    abstract int expand(int code);

    /** A sample to eight bits, in the order in which they travel. */
    public abstract byte compress(short sample);

    /** Eight bits to a sample. */
    public short expand(byte code) {
        return expanded[code & 0xFF];
    }
}
