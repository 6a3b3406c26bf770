package org.sipbrandy.srtp.rtp;

/** What {@link RtpSource} thinks of a sequence number (RFC 3550 A.1). */
public enum SequenceVerdict {
    /** Counted: in order, with a permissible gap, duplicate or reordered. */
    VALID,
    /** Counted, and the source is valid or has restarted since now: its statistics begin here. */
    STARTED,
    /** The source has not shown enough packets in sequence yet. */
    PROBATION,
    /** A large jump; taken as a restart if the next packet follows it. */
    JUMPED
}
