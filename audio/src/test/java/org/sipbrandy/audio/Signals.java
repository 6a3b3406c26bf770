package org.sipbrandy.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Random;
import org.sipbrandy.audio.wav.WavReader;

/** Signals to test with. */
public final class Signals {
    private Signals() {}

    /** One of the two voices of the demo, {@code alice} or {@code bob}. */
    public static short[] voice(String name, int sampleRate) {
        try (InputStream in = Objects.requireNonNull(Signals.class.getResourceAsStream(name + ".wav"))) {
            return WavReader.readAll(in, sampleRate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static short[] sine(double hertz, double amplitude, int samples, int sampleRate) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return pcm;
    }

    public static short[] noise(long seed, int amplitude, int samples) {
        Random random = new Random(seed);
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (random.nextInt(2 * amplitude + 1) - amplitude);
        }
        return pcm;
    }
}
