package org.sipbrandy.sdp;

/** What a body may not exceed. */
public final class SdpLimits {
    /** Characters (or bytes) of a whole body. */
    public static final int MAX_LENGTH = 65_536;
    /** Characters of a line. */
    public static final int MAX_LINE = 8_192;
    /** Lines of a body. */
    public static final int MAX_LINES = 2_048;
    /** Media descriptions of a body. */
    public static final int MAX_MEDIA = 64;

    private SdpLimits() {}
}
