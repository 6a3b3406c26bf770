package org.sipbrandy.sdp.offeranswer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.Samples;

class RtcpMuxingTest {
    private final MediaDescription plain = Samples.stream("m=audio 9 RTP/AVP 0");
    private final MediaDescription mux = Samples.stream("m=audio 9 RTP/AVP 0", "a=rtcp-mux");
    private final MediaDescription muxOnly = Samples.stream("m=audio 9 RTP/AVP 0", "a=rtcp-mux", "a=rtcp-mux-only");

    @Test
    @DisplayName("MUX-01 one port is used only if both sides say rtcp-mux at media level")
    void both() {
        assertThat(RtcpMuxing.agreed(mux, mux)).isEqualTo(RtcpMuxing.MUXED);
        assertThat(RtcpMuxing.agreed(mux, plain)).isEqualTo(RtcpMuxing.SEPARATE);
        assertThat(RtcpMuxing.agreed(plain, plain)).isEqualTo(RtcpMuxing.SEPARATE);
        assertThat(RtcpMuxing.agreed(plain, mux)).isEqualTo(RtcpMuxing.IMPOSSIBLE);
        MediaDescription sessionLevel =
                Samples.parsed("a=rtcp-mux", "m=audio 9 RTP/AVP 0").media().getFirst();
        assertThat(RtcpMuxing.agreed(mux, sessionLevel)).isEqualTo(RtcpMuxing.SEPARATE);
    }

    @Test
    @DisplayName("MUX-04 the answerer multiplexes a mux-only offer, and rejects what it can only multiplex itself")
    void answerer() {
        assertThat(RtcpMuxing.answering(muxOnly, false)).isEqualTo(RtcpMuxing.MUXED);
        assertThat(RtcpMuxing.answering(mux, false)).isEqualTo(RtcpMuxing.MUXED);
        assertThat(RtcpMuxing.answering(plain, false)).isEqualTo(RtcpMuxing.SEPARATE);
        assertThat(RtcpMuxing.answering(plain, true)).isEqualTo(RtcpMuxing.IMPOSSIBLE);
        assertThat(RtcpMuxing.answering(muxOnly.without("rtcp-mux"), false)).isEqualTo(RtcpMuxing.IMPOSSIBLE);
    }

    @Test
    @DisplayName("MUX-05 the offerer of mux-only gives the stream up if the answer does not multiplex")
    void offerer() {
        assertThat(RtcpMuxing.agreed(muxOnly, plain)).isEqualTo(RtcpMuxing.IMPOSSIBLE);
        assertThat(RtcpMuxing.agreed(muxOnly, mux)).isEqualTo(RtcpMuxing.MUXED);
        assertThat(RtcpMuxing.agreed(muxOnly, mux.withPort(0))).isEqualTo(RtcpMuxing.IMPOSSIBLE);
    }
}
