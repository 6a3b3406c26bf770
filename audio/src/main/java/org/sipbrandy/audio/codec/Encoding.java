package org.sipbrandy.audio.codec;

import java.util.Optional;
import java.util.OptionalInt;

/** The encodings that we speak, as {@code a=rtpmap} names them, in our order of preference. */
public enum Encoding {
    /** RFC 7587 §4.1: the clock is 48 kHz and the rtpmap says two channels, always. */
    OPUS("opus", 48_000, 48_000, 2, -1),
    /** RFC 3551 §4.5.2: the clock rate is 8 kHz by an old mistake, the sampling rate 16 kHz. */
    G722("G722", 8_000, 16_000, 1, 9),
    PCMU("PCMU", 8_000, 8_000, 1, 0),
    PCMA("PCMA", 8_000, 8_000, 1, 8);

    private final String encodingName;
    private final int clockRate;
    private final int sampleRate;
    private final int channels;
    private final int payloadType;

    Encoding(String encodingName, int clockRate, int sampleRate, int channels, int payloadType) {
        this.encodingName = encodingName;
        this.clockRate = clockRate;
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.payloadType = payloadType;
    }

    /** As written in {@code a=rtpmap}: {@code opus}, {@code G722}, {@code PCMU}, {@code PCMA}. */
    public String encodingName() {
        return encodingName;
    }

    /** RTP timestamp units a second. */
    public int clockRate() {
        return clockRate;
    }

    /** PCM samples a second of {@link Codec#encode} and {@link Codec#decode}. */
    public int sampleRate() {
        return sampleRate;
    }

    /** Channels as {@code a=rtpmap} states them (2 for Opus, RFC 7587 §7); the PCM is mono regardless. */
    public int channels() {
        return channels;
    }

    /** The static payload type of RFC 3551 §6; empty for Opus, which needs a dynamic one. */
    public OptionalInt staticPayloadType() {
        return payloadType < 0 ? OptionalInt.empty() : OptionalInt.of(payloadType);
    }

    /** The {@code a=rtpmap} value after the payload type: {@code opus/48000/2}, {@code PCMU/8000}. */
    public String rtpmap() {
        return encodingName + "/" + clockRate + (channels == 1 ? "" : "/" + channels);
    }

    /** By the parts of an {@code a=rtpmap}; names are case-insensitive (RFC 4855 §3). Unknown to us: empty. */
    public static Optional<Encoding> of(String encodingName, int clockRate, int channels) {
        return named(encodingName).filter(e -> e.clockRate == clockRate && e.channels == channels);
    }

    /** By name alone, as in {@code --codec opus}. */
    public static Optional<Encoding> named(String encodingName) {
        for (Encoding encoding : values()) {
            if (encoding.encodingName.equalsIgnoreCase(encodingName)) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }

    /** By a payload type of RFC 3551 §6 that has no {@code a=rtpmap}. */
    public static Optional<Encoding> ofStaticPayloadType(int payloadType) {
        for (Encoding encoding : values()) {
            if (encoding.payloadType == payloadType && payloadType >= 0) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }

    /** What we put in {@code a=fmtp} for this encoding; empty where there is nothing to say. */
    public Optional<String> fmtp() {
        return this == OPUS ? Optional.of(OpusParameters.DEFAULT.toString()) : Optional.empty();
    }

    /** A codec with 20 ms frames and default parameters. */
    public Codec open() {
        return open(20, "");
    }

    /**
     * A codec for one stream.
     *
     * @param ptime frame length for sending in milliseconds: 10, 20, 40 or 60 (30 too, except Opus)
     * @param remoteFmtp the peer's {@code a=fmtp} parameters, which bind our encoder; may be empty; what is not understood is ignored
     * @throws IllegalArgumentException for a frame length that the encoding cannot send
     */
    public Codec open(int ptime, String remoteFmtp) {
        return switch (this) {
            case OPUS -> new Opus(ptime, OpusParameters.parse(remoteFmtp));
            case G722 -> new G722(ptime);
            case PCMU -> new Pcmu(ptime);
            case PCMA -> new Pcma(ptime);
        };
    }
}
