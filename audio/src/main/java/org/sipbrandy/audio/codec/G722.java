package org.sipbrandy.audio.codec;

/** ITU-T G.722 at 64 kbit/s: 16 kHz audio in two sub-bands of ADPCM. Its RTP clock says 8 kHz, RFC 3551 §4.5.2. */
public final class G722 implements Codec {
    private static final int MAX_BYTES = 8 * 120;
    private static final int BAND_MIN = -16384;
    private static final int BAND_MAX = 16383;

    private final int ptime;
    private final G722Filter splitter = new G722Filter();
    private final G722Filter joiner = new G722Filter();
    private final G722Band encoderLower = G722Band.lower();
    private final G722Band encoderHigher = G722Band.higher();
    private final G722Band decoderLower = G722Band.lower();
    private final G722Band decoderHigher = G722Band.higher();
    private final Concealment concealment = new Concealment(16_000);

    /**
     * @param ptime frame length for sending, 10 to 60 ms in steps of 10
     * @throws IllegalArgumentException for another length
     */
    public G722(int ptime) {
        this.ptime = FrameLength.check(ptime);
    }

    @Override
    public Encoding encoding() {
        return Encoding.G722;
    }

    @Override
    public int ptime() {
        return ptime;
    }

    @Override
    public byte[] encode(short[] pcm) {
        FrameLength.check(pcm, this);
        byte[] payload = new byte[pcm.length / 2];
        for (int i = 0; i < payload.length; i++) {
            splitter.split(pcm[2 * i], pcm[2 * i + 1]);
            int low = lower(Pcm.clip(splitter.lower() - encoderLower.estimate()));
            int high = higher(Pcm.clip(splitter.higher() - encoderHigher.estimate()));
            payload[i] = (byte) (high << 6 | low);
        }
        return payload;
    }

    private int lower(int difference) {
        int scale = encoderLower.scale();
        int code = G722Tables.lowerCode(difference, scale);
        encoderLower.adapt(G722Tables.lowerCoarse(code, scale), G722Tables.lowerStep(code));
        return code;
    }

    private int higher(int difference) {
        int scale = encoderHigher.scale();
        int code = G722Tables.higherCode(difference, scale);
        encoderHigher.adapt(G722Tables.higher(code, scale), G722Tables.higherStep(code));
        return code;
    }

    @Override
    public int samplesIn(byte[] payload) {
        return payload.length <= MAX_BYTES ? payload.length * 2 : 0;
    }

    @Override
    public short[] decode(byte[] payload) {
        if (samplesIn(payload) == 0) {
            return conceal(frameSamples());
        }
        short[] pcm = new short[payload.length * 2];
        for (int i = 0; i < payload.length; i++) {
            joiner.join(lowerOf(payload[i] & 0x3F), higherOf(payload[i] >> 6 & 3));
            pcm[2 * i] = joiner.first();
            pcm[2 * i + 1] = joiner.second();
        }
        concealment.received(pcm);
        return pcm;
    }

    private int lowerOf(int code) {
        int scale = decoderLower.scale();
        int heard = decoderLower.estimate() + G722Tables.lowerFine(code, scale);
        decoderLower.adapt(G722Tables.lowerCoarse(code, scale), G722Tables.lowerStep(code));
        return Math.clamp(heard, BAND_MIN, BAND_MAX);
    }

    private int higherOf(int code) {
        int scale = decoderHigher.scale();
        int difference = G722Tables.higher(code, scale);
        int heard = decoderHigher.estimate() + difference;
        decoderHigher.adapt(difference, G722Tables.higherStep(code));
        return Math.clamp(heard, BAND_MIN, BAND_MAX);
    }

    @Override
    public short[] conceal(int samples) {
        return concealment.conceal(samples);
    }
}
