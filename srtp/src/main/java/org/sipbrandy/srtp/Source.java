package org.sipbrandy.srtp;

/** What a context knows of one SSRC: the indices of its SRTP and of its SRTCP. */
final class Source {
    /** First index beyond SRTP's 48 bits. */
    static final long INDEX_END = 1L << 48;

    final int ssrc;
    final ReplayWindow rtp = new ReplayWindow();
    final ReplayWindow rtcp = new ReplayWindow();

    Source(int ssrc) {
        this.ssrc = ssrc;
    }

    /**
     * The index of a packet by its sequence number: that with the ROC which brings it next to the highest seen. The first
     * packet has ROC 0. Below 0 if it is from before ROC 0; {@link #INDEX_END} or above if ROC has run out.
     */
    long index(int sequenceNumber) {
        long highest = rtp.highest();
        if (highest == ReplayWindow.NONE) {
            return sequenceNumber;
        }
        // RFC 3711 §3.3.1 and appendix A.
        long roc = highest >>> 16;
        int last = (int) highest & 0xffff;
        if (last < 0x8000) {
            if (sequenceNumber - last > 0x8000) {
                roc--;
            }
        } else if (last - 0x8000 > sequenceNumber) {
            roc++;
        }
        return (roc << 16) + sequenceNumber;
    }
}
