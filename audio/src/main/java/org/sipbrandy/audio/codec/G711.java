package org.sipbrandy.audio.codec;

/** What PCMU and PCMA share: a byte a sample, and concealment of what is lost. */
abstract sealed class G711 implements Codec permits Pcmu, Pcma {
    private static final int MAX_SAMPLES = 8 * 120;

    private final CompandingLaw law;
    private final int ptime;
    private final Concealment concealment = new Concealment(8_000);

    G711(CompandingLaw law, int ptime) {
        this.law = law;
        this.ptime = FrameLength.check(ptime);
    }

    @Override
    public final int ptime() {
        return ptime;
    }

    @Override
    public final byte[] encode(short[] pcm) {
        FrameLength.check(pcm, this);
        byte[] payload = new byte[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            payload[i] = law.compress(pcm[i]);
        }
        return payload;
    }

    @Override
    public final int samplesIn(byte[] payload) {
        return payload.length <= MAX_SAMPLES ? payload.length : 0;
    }

    @Override
    public final short[] decode(byte[] payload) {
        if (samplesIn(payload) == 0) {
            return conceal(frameSamples());
        }
        short[] pcm = new short[payload.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = law.expand(payload[i]);
        }
        concealment.received(pcm);
        return pcm;
    }

    @Override
    public final short[] conceal(int samples) {
        return concealment.conceal(samples);
    }
}
