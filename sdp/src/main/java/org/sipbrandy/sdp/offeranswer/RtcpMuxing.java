package org.sipbrandy.sdp.offeranswer;

import org.sipbrandy.sdp.MediaDescription;

/** Whether RTP and RTCP share a port (RFC 5761 §5.1, RFC 8858 §4). */
public enum RtcpMuxing {
    /** One port, one DTLS association. */
    MUXED,
    /** RTCP has its own port: that of {@code a=rtcp}, else the next one. */
    SEPARATE,
    /** The two sides cannot agree: the answerer rejects the stream, the offerer disables it. */
    IMPOSSIBLE;

    /**
     * What an answerer that can multiplex does.
     *
     * @param muxRequired whether we have no port for RTCP alone
     */
    public static RtcpMuxing answering(MediaDescription offered, boolean muxRequired) {
        if (offered.rtcpMux()) {
            return MUXED;
        }
        // RFC 8858 §4.2: rtcp-mux-only always comes with rtcp-mux; alone it says nothing that can be answered.
        return muxRequired || offered.rtcpMuxOnly() ? IMPOSSIBLE : SEPARATE;
    }

    /** What the offerer makes of the answer. */
    public static RtcpMuxing agreed(MediaDescription offered, MediaDescription answered) {
        if (answered.isRejected()) {
            return IMPOSSIBLE;
        }
        if (offered.rtcpMux() && answered.rtcpMux()) {
            return MUXED;
        }
        // RFC 8858 §4.4: without mux in the answer to a mux-only offer the stream is disabled.
        return offered.rtcpMuxOnly() || answered.rtcpMux() ? IMPOSSIBLE : SEPARATE;
    }
}
