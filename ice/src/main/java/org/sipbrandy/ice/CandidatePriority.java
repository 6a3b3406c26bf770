package org.sipbrandy.ice;

/** The priorities of candidates and of pairs. */
public final class CandidatePriority {
    /** The largest value that a candidate's priority may have. */
    public static final long MAX = 0x7fff_ffffL;

    private CandidatePriority() {}

    /**
     * RFC 8445 §5.1.2.1.
     *
     * @param localPreference 0 to 65535, the higher the better, different for each base of a type
     * @param component 1 to 256
     * @return 1 to {@link #MAX}
     */
    public static long of(CandidateType type, int localPreference, int component) {
        if (localPreference < 0 || localPreference > 0xffff) {
            throw new IllegalArgumentException("local preference is 0 to 65535, not " + localPreference);
        }
        return ((long) type.preference() << 24) + ((long) localPreference << 8) + (256 - component);
    }

    /**
     * RFC 8445 §6.1.2.3.
     *
     * @param controlling the priority of the controlling agent's candidate
     * @param controlled the priority of the controlled agent's candidate
     * @return a positive number, higher is better
     */
    public static long ofPair(long controlling, long controlled) {
        long lesser = Math.min(controlling, controlled);
        long greater = Math.max(controlling, controlled);
        return (lesser << 32) + 2 * greater + (controlling > controlled ? 1 : 0);
    }
}
