package org.sipbrandy.call.media;

/** Where the audio that was received goes. Called on the call's thread every 20 ms: it must not block. */
@FunctionalInterface
public interface AudioSink {
    /** Drops everything. */
    AudioSink NONE = (frame, rate) -> {};

    /**
     * Takes the next frame.
     *
     * @param frame mono, 16 bit; silence where nothing came
     * @param sampleRate in Hz: that of the codec in use
     */
    void write(short[] frame, int sampleRate);
}
