package org.sipbrandy.audio.wav;

/** A stream that is not a WAV file that we can read. The message is one clear line. */
public final class WavFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long offset;

    /** @param offset byte at which the fault was found */
    public WavFormatException(long offset, String reason) {
        super("not a readable WAV file: " + reason + " (at byte " + offset + ")");
        this.offset = offset;
    }

    /** Byte at which the fault was found, from 0. */
    public long offset() {
        return offset;
    }
}
