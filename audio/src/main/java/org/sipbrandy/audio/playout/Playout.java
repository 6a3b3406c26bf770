package org.sipbrandy.audio.playout;

import java.util.Arrays;
import org.sipbrandy.audio.codec.Codec;
import org.sipbrandy.audio.playout.JitterBuffer.Idle;
import org.sipbrandy.audio.playout.JitterBuffer.Lost;
import org.sipbrandy.audio.playout.JitterBuffer.Packet;
import org.sipbrandy.audio.playout.JitterBuffer.Underrun;

/**
 * The receiving side of one audio stream: packets in as they come, an even stream of PCM out. Holds the jitter buffer, decodes,
 * conceals, and plays a little faster or slower to hold the delay. A stream with another SSRC wants another playout. Not thread-safe.
 *
 * <pre>{@code
 * playout.receive(packet.sequenceNumber(), packet.timestamp(), packet.payload(), now);   // for each RTP packet
 * short[] pcm = playout.pull(now);                                                        // every 20 ms, by a FramePacer
 * }</pre>
 */
public final class Playout {
    private static final double URGENT_MILLIS = 60;

    private final Codec codec;
    private final JitterBuffer buffer;
    private final TimeScaler scaler;
    private final int frameSamples;
    private short[] ready;
    private int filled;
    private boolean begun;
    private long concealed;
    private long recovered;
    private long stretched;
    private long shortened;

    /** Frames of 20 ms, {@link PlayoutLimits#DEFAULT}. */
    public Playout(Codec codec) {
        this(codec, 20, PlayoutLimits.DEFAULT);
    }

    /**
     * @param codec that decodes; its ptime does not matter
     * @param frameMillis length of what {@link #pull} gives, 10 to 60 ms
     * @throws IllegalArgumentException for another length
     */
    public Playout(Codec codec, int frameMillis, PlayoutLimits limits) {
        if (frameMillis < 10 || frameMillis > 60) {
            throw new IllegalArgumentException("frame length " + frameMillis + " ms");
        }
        this.codec = codec;
        buffer = new JitterBuffer(codec.encoding().clockRate(), limits);
        scaler = new TimeScaler(codec.sampleRate());
        frameSamples = codec.sampleRate() / 1000 * frameMillis;
        ready = new short[frameSamples * 4];
    }

    /**
     * Takes an RTP packet of this codec's payload type that came just now.
     *
     * @param sequenceNumber 16 bits
     * @param timestamp 32 bits
     */
    public void receive(int sequenceNumber, long timestamp, byte[] payload, long now) {
        receive(sequenceNumber, timestamp, payload, now, true);
    }

    /**
     * Takes an RTP packet of this codec's payload type.
     *
     * @param sequenceNumber 16 bits
     * @param timestamp 32 bits
     * @param prompt false if the caller was held up, so that the packet may have come long before {@code now}: it says nothing
     *     about the network then
     */
    public void receive(int sequenceNumber, long timestamp, byte[] payload, long now, boolean prompt) {
        int ticks = (int) ((long) codec.samplesIn(payload) * codec.encoding().clockRate() / codec.sampleRate());
        buffer.insert(sequenceNumber, timestamp, payload, ticks, now, prompt);
    }

    /**
     * The next frame at the codec's {@link Codec#sampleRate}; always of full length, silence when there is nothing to play.
     *
     * @param now when the frame is due, even if it is asked for later
     */
    public short[] pull(long now) {
        while (filled < frameSamples) {
            switch (buffer.pull(now)) {
                case Packet packet -> {
                    begun = true;
                    append(pace(codec.decode(packet.payload())));
                }
                case Lost lost -> append(conceal(lost));
                case Underrun underrun -> {
                    short[] pcm = codec.conceal(samples(underrun.ticks()));
                    concealed += pcm.length;
                    append(pcm);
                }
                case Idle idle -> append(new short[frameSamples - filled]);
            }
        }
        short[] frame = Arrays.copyOf(ready, frameSamples);
        filled -= frameSamples;
        System.arraycopy(ready, frameSamples, ready, 0, filled);
        return frame;
    }

    private short[] conceal(Lost lost) {
        int samples = samples(lost.ticks());
        if (lost.following().isEmpty() || !codec.redundant()) {
            concealed += samples;
            return codec.conceal(samples);
        }
        recovered += samples;
        return codec.recover(lost.following().get(), samples);
    }

    private short[] pace(short[] pcm) {
        PlayoutStatistics now = buffer.statistics();
        boolean urgent = Math.abs(now.delayMillis() - now.targetMillis()) > URGENT_MILLIS;
        short[] paced = switch (buffer.pace()) {
            case NORMAL -> pcm;
            case FASTER -> scaler.shorten(pcm, urgent);
            case SLOWER -> scaler.stretch(pcm, urgent);
        };
        stretched += Math.max(0, paced.length - pcm.length);
        shortened += Math.max(0, pcm.length - paced.length);
        return paced;
    }

    private int samples(int ticks) {
        return (int) ((long) ticks * codec.sampleRate() / codec.encoding().clockRate());
    }

    private void append(short[] pcm) {
        if (filled + pcm.length > ready.length) {
            ready = Arrays.copyOf(ready, (filled + pcm.length) * 2);
        }
        System.arraycopy(pcm, 0, ready, filled, pcm.length);
        filled += pcm.length;
    }

    /** Whether a packet has been played yet; what {@link #pull} gives before is silence. */
    public boolean begun() {
        return begun;
    }

    /** Samples in a frame. */
    public int frameSamples() {
        return frameSamples;
    }

    /** Counts since the beginning and the delays at present. */
    public PlayoutStatistics statistics() {
        double perMilli = codec.sampleRate() / 1000.0;
        return buffer.statistics()
                .withAudio(concealed / perMilli, recovered / perMilli, stretched / perMilli, shortened / perMilli);
    }
}
