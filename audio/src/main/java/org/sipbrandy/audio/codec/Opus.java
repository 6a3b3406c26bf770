package org.sipbrandy.audio.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Opus at 48 kHz, mono, RFC 6716 and RFC 7587, by Concentus. */
public final class Opus implements Codec {
    /** bit/s without a limit from the peer; RFC 7587 §3.1.1 has 28 to 40 kbit/s for fullband speech. */
    public static final int BITRATE = 32_000;

    private static final int RATE = 48_000;
    private static final int MAX_SAMPLES = 5760;
    private static final int MAX_BYTES = 1275;
    private static final int QUANTUM = RATE / 400; // 2.5 ms
    private static final int COMPLEXITY = 5;
    private static final int EXPECTED_LOSS_PERCENT = 3;

    private final int ptime;
    private final boolean discontinuous;
    private final OpusEncoder encoder;
    private final byte[] packet = new byte[MAX_BYTES];
    private OpusDecoder decoder;

    /**
     * @param ptime frame length for sending: 10, 20, 40 or 60 ms
     * @param remote what the peer's {@code a=fmtp} says it wants to receive
     * @throws IllegalArgumentException for another frame length
     */
    public Opus(int ptime, OpusParameters remote) {
        if (ptime != 10 && ptime != 20 && ptime != 40 && ptime != 60) {
            throw new IllegalArgumentException("frame length " + ptime + " ms, not 10, 20, 40 or 60");
        }
        this.ptime = ptime;
        discontinuous = remote.discontinuous();
        try {
            encoder = new OpusEncoder(RATE, 1, OpusApplication.OPUS_APPLICATION_AUDIO);
        } catch (OpusException e) {
            throw new IllegalStateException("Opus encoder", e);
        }
        encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
        encoder.setComplexity(COMPLEXITY);
        encoder.setBitrate(remote.maxAverageBitrate() == 0 ? BITRATE : Math.min(BITRATE, remote.maxAverageBitrate()));
        encoder.setUseVBR(!remote.constantBitrate());
        encoder.setMaxBandwidth(bandwidth(remote.maxPlaybackRate()));
        encoder.setUseDTX(discontinuous);
        encoder.setUseInbandFEC(remote.inbandFec());
        encoder.setPacketLossPercent(EXPECTED_LOSS_PERCENT);
        decoder = newDecoder();
    }

    /** The highest bandwidth that a playback rate has use for, RFC 7587 §6.1. */
    private static OpusBandwidth bandwidth(int rate) {
        if (rate < 12_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_NARROWBAND;
        }
        if (rate < 16_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_MEDIUMBAND;
        }
        if (rate < 24_000) {
            return OpusBandwidth.OPUS_BANDWIDTH_WIDEBAND;
        }
        return rate < 48_000 ? OpusBandwidth.OPUS_BANDWIDTH_SUPERWIDEBAND : OpusBandwidth.OPUS_BANDWIDTH_FULLBAND;
    }

    private static OpusDecoder newDecoder() {
        try {
            return new OpusDecoder(RATE, 1);
        } catch (OpusException e) {
            throw new IllegalStateException("Opus decoder", e);
        }
    }

    @Override
    public Encoding encoding() {
        return Encoding.OPUS;
    }

    @Override
    public int ptime() {
        return ptime;
    }

    @Override
    public void expectLoss(int percent) {
        encoder.setPacketLossPercent(Math.clamp(percent, EXPECTED_LOSS_PERCENT, 50));
    }

    @Override
    public byte[] encode(short[] pcm) {
        FrameLength.check(pcm, this);
        int length;
        try {
            length = encoder.encode(pcm, 0, pcm.length, packet, 0, packet.length);
        } catch (OpusException e) {
            throw new IllegalStateException("Opus encoder: " + e.getMessage(), e);
        }
        // RFC 7587 §3.1.3: a frame of nothing but its first byte need not be sent.
        return discontinuous && length <= 2 ? new byte[0] : Arrays.copyOf(packet, length);
    }

    @Override
    public int samplesIn(byte[] payload) {
        return OpusFraming.samples(payload);
    }

    @Override
    public short[] decode(byte[] payload) {
        int samples = samplesIn(payload);
        return samples == 0 ? conceal(frameSamples()) : run(payload, samples, false);
    }

    @Override
    public short[] conceal(int samples) {
        return run(null, samples, false);
    }

    @Override
    public short[] recover(byte[] following, int samples) {
        return samplesIn(following) == 0 ? conceal(samples) : run(following, samples, true);
    }

    @Override
    public boolean redundant() {
        return true;
    }

    private short[] run(byte @Nullable [] payload, int samples, boolean redundancy) {
        int whole = Math.clamp((samples + QUANTUM - 1) / QUANTUM * QUANTUM, QUANTUM, MAX_SAMPLES);
        short[] pcm = new short[whole];
        try {
            decoder.decode(payload, 0, payload == null ? 0 : payload.length, pcm, 0, whole, redundancy);
        } catch (OpusException | RuntimeException | AssertionError e) {
            // What a peer sent has confused the library; nothing is known of its state any more.
            decoder = newDecoder();
            Arrays.fill(pcm, (short) 0);
        }
        return samples == whole ? pcm : Arrays.copyOf(pcm, samples);
    }
}
