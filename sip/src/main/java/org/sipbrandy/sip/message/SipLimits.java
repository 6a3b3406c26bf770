package org.sipbrandy.sip.message;

/** What is accepted at most. All of these are our rule: RFC 3261 sets no limits. */
public final class SipLimits {
    /** Octets of start line, header fields and the empty line together. */
    public static final int MAX_HEAD = 65_536;

    /** Octets of one header field, its name and folded lines included; also of a start line. */
    public static final int MAX_LINE = 16_384;

    /** Header fields of a message. */
    public static final int MAX_FIELDS = 256;

    /** Octets of a body on a stream; a datagram is bounded by itself. */
    public static final int MAX_BODY = 1_048_576;

    /** Parameters of one value, and header parts of one URI. */
    public static final int MAX_PARAMETERS = 64;

    /** Comma-separated values in one header field. */
    public static final int MAX_VALUES = 256;

    /** Multipart bodies within multipart bodies, the outermost counted. */
    public static final int MAX_MULTIPART_DEPTH = 4;

    /** Parts of one multipart body. */
    public static final int MAX_PARTS = 64;

    private SipLimits() {}
}
