package org.sipbrandy.call.media;

/** Where the audio that is sent comes from. Called on the call's thread every 20 ms: it must not block. */
@FunctionalInterface
public interface AudioSource {
    /** Sends silence. */
    AudioSource SILENCE = (frame, rate) -> 0;

    /**
     * Fills a frame with the next samples.
     *
     * @param frame mono, 16 bit; what is not filled stays silent
     * @param sampleRate of the frame, in Hz: that of the codec in use
     * @return how many samples were filled, 0 … {@code frame.length}
     */
    int read(short[] frame, int sampleRate);
}
