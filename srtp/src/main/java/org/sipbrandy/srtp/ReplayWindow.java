package org.sipbrandy.srtp;

/** Which of the last {@value #SIZE} indices were seen (RFC 3711 §3.3.2). */
final class ReplayWindow {
    static final int SIZE = 128;
    /** Before the first index. */
    static final long NONE = -1;

    private long highest = NONE;
    /** Bit n: index highest − n. */
    private long recent;
    /** Bit n: index highest − 64 − n. */
    private long older;

    long highest() {
        return highest;
    }

    /** Whether the index is ahead of the window, or in it and not seen. */
    boolean isFresh(long index) {
        long behind = highest - index;
        if (behind < 0) {
            return true;
        }
        if (behind < 64) {
            return (recent >>> behind & 1) == 0;
        }
        return behind < SIZE && (older >>> behind - 64 & 1) == 0;
    }

    /** Marks an index that is fresh. */
    void mark(long index) {
        long ahead = index - highest;
        if (ahead <= 0) {
            if (ahead > -64) {
                recent |= 1L << -ahead;
            } else {
                older |= 1L << -ahead - 64;
            }
            return;
        }
        if (ahead < 64) {
            older = older << ahead | recent >>> 64 - ahead;
            recent = recent << ahead | 1;
        } else {
            older = ahead == 64 ? recent : ahead < SIZE ? recent << ahead - 64 : 0;
            recent = 1;
        }
        highest = index;
    }
}
