package org.sipbrandy.audio.codec;

import java.util.Arrays;

/**
 * Conceals lost audio of a waveform codec by repeating the last pitch period, after the idea of ITU-T G.711 Appendix I: the period is
 * found by correlation, more periods are taken the longer the loss lasts, the sound fades out within 60 ms, and what comes
 * afterwards is faded in. Unlike Appendix I it delays nothing: the seam is smoothed on the concealed side. Not thread-safe.
 */
public final class Concealment {
    private static final int FADE_AFTER_MILLIS = 10;
    private static final int SILENT_AFTER_MILLIS = 60;
    private static final int MAX_PERIODS = 3;

    private final int perMilli;
    private final PitchFinder pitch;
    private final short[] history;
    private final int fadeAfter;
    private final int silentAfter;

    /** The history at the beginning of the loss. */
    private short[] before = new short[0];

    private short[] loop = new short[0];
    private int position;
    private int period;
    private int periods;
    private double seam;
    private int concealed;

    /** @param sampleRate of the PCM, a multiple of 1000 Hz */
    public Concealment(int sampleRate) {
        perMilli = sampleRate / 1000;
        pitch = new PitchFinder(sampleRate);
        history = new short[pitch.maxLag() * (MAX_PERIODS + 1)];
        fadeAfter = FADE_AFTER_MILLIS * perMilli;
        silentAfter = SILENT_AFTER_MILLIS * perMilli;
    }

    /** Remembers what was received; after a loss its beginning is changed in place, to fade over from what was made up. */
    public void received(short[] pcm) {
        if (concealed > 0) {
            fadeOver(pcm);
            concealed = 0;
        }
        remember(pcm);
    }

    /** Makes up samples. */
    public short[] conceal(int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = next();
        }
        remember(pcm); // so that a loss soon after this one does not begin from before it
        return pcm;
    }

    private short next() {
        if (concealed >= silentAfter) {
            return 0;
        }
        if (concealed == 0) {
            start();
        } else if (concealed % (FADE_AFTER_MILLIS * perMilli) == 0 && periods < MAX_PERIODS) {
            widen();
        }
        double gain = concealed < fadeAfter ? 1 : (double) (silentAfter - concealed) / (silentAfter - fadeAfter);
        double value = loop[position];
        int smooth = Math.max(1, period / 4);
        if (concealed < smooth) {
            value += seam * (smooth - concealed) / smooth;
        }
        position = (position + 1) % loop.length;
        concealed++;
        return Pcm.clip(value * gain);
    }

    private void start() {
        before = history.clone();
        period = pitch.period(before);
        periods = 1;
        loop = cut(1);
        position = 0;
        // The loop begins where the sample before the last period led to, not where the last one did.
        seam = before[before.length - 1] - before[before.length - 1 - period];
    }

    /** One period more, so that a long loss does not buzz. */
    private void widen() {
        short[] narrow = loop;
        int at = position;
        periods++;
        loop = cut(periods);
        position = at % period;
        int smooth = Math.max(1, period / 4);
        for (int i = 0; i < smooth; i++) {
            int to = (position + i) % loop.length;
            double weight = (i + 1.0) / (smooth + 1);
            loop[to] = Pcm.clip(narrow[(at + i) % narrow.length] * (1 - weight) + loop[to] * weight);
        }
    }

    /** The last periods of the history, the end of which leads into their beginning. */
    private short[] cut(int count) {
        int length = count * period;
        int start = before.length - length;
        short[] cut = Arrays.copyOfRange(before, start, before.length);
        int smooth = Math.max(1, period / 4);
        for (int i = 0; i < smooth; i++) {
            double weight = (i + 1.0) / (smooth + 1);
            int at = length - smooth + i;
            cut[at] = Pcm.clip(cut[at] * (1 - weight) + before[start - smooth + i] * weight);
        }
        return cut;
    }

    private void fadeOver(short[] pcm) {
        // As G.711 Appendix I: a quarter of the period, and 4 ms more for every 10 ms lost, up to 10 ms.
        int lostTens = concealed / (10 * perMilli);
        int length = Math.min(pcm.length, Math.min(10 * perMilli, period / 4 + 4 * perMilli * lostTens));
        for (int i = 0; i < length; i++) {
            double weight = (i + 1.0) / (length + 1);
            pcm[i] = Pcm.clip(next() * (1 - weight) + pcm[i] * weight);
        }
    }

    private void remember(short[] pcm) {
        int fresh = Math.min(pcm.length, history.length);
        System.arraycopy(history, fresh, history, 0, history.length - fresh);
        System.arraycopy(pcm, pcm.length - fresh, history, history.length - fresh, fresh);
    }
}
