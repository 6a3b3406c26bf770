package org.sipbrandy.audio.codec;

/**
 * Encoder and decoder of one media stream; both keep state, so a call has its own and a new stream gets a new one. Not thread-safe:
 * one thread at a time.
 */
public interface Codec {
    /** What is spoken here: names, rates and payload type as SDP knows them. */
    Encoding encoding();

    /** Length of the frames that {@link #encode} takes, in milliseconds (10 to 60). */
    int ptime();

    /** PCM samples per second on our side of the codec; the RTP clock may differ (RFC 3551 §4.5.2). */
    default int sampleRate() {
        return encoding().sampleRate();
    }

    /** Samples in one frame of {@link #ptime()}. */
    default int frameSamples() {
        return sampleRate() / 1000 * ptime();
    }

    /** RTP timestamp units that one frame of {@link #ptime()} takes. */
    default int frameTicks() {
        return encoding().clockRate() / 1000 * ptime();
    }

    /**
     * Encodes one frame.
     *
     * @param pcm exactly {@link #frameSamples()} samples
     * @return the RTP payload; empty when the codec's discontinuous transmission has nothing to send
     * @throws IllegalArgumentException if the frame has another length
     */
    byte[] encode(short[] pcm);

    /**
     * How many samples {@link #decode} would give for a payload, found without decoding it.
     *
     * @return 0 for a payload that is malformed or longer than 120 ms; drop such a packet
     */
    int samplesIn(byte[] payload);

    /**
     * Decodes a payload of any length from 2.5 ms to 120 ms; it need not be the length that we send. Never throws for what a peer
     * sent: a malformed payload is treated as lost and concealed.
     *
     * @return {@link #samplesIn} samples, or one frame of concealment for a malformed payload
     */
    short[] decode(byte[] payload);

    /**
     * Makes up for audio that did not arrive; repeated calls fade to silence.
     *
     * @param samples how many to make, from 1 to 120 ms
     */
    short[] conceal(int samples);

    /**
     * Makes up for a lost packet with the help of the one after it, where that carries redundancy (Opus in-band FEC, RFC 6716
     * §2.1.7); otherwise as {@link #conceal}. The following payload must still be decoded by {@link #decode} afterwards.
     */
    default short[] recover(byte[] following, int samples) {
        return conceal(samples);
    }

    /** Whether a packet of this codec may carry redundancy for the one before it. */
    default boolean redundant() {
        return false;
    }

    /**
     * Tells the encoder how much the far end loses, as its RTCP reports say, so that it can add redundancy (Opus in-band FEC).
     *
     * @param percent 0 to 100
     */
    default void expectLoss(int percent) {}
}
