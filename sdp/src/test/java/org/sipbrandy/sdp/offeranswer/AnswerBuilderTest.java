package org.sipbrandy.sdp.offeranswer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.Connection;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.Origin;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Direction;

class AnswerBuilderTest {
    private static final List<PayloadFormat> SUPPORTED =
            List.of(Samples.OPUS.withParameters("stereo=0"), Samples.PCMU, Samples.DTMF_48, Samples.DTMF_8);

    private static AnswerBuilder answer(SessionDescription offer) {
        return new AnswerBuilder(offer, Origin.of(9, 1, "192.0.2.2"), Connection.of("192.0.2.2"));
    }

    private static MediaDescription keyed(MediaDescription m) {
        return m.withPort(50000)
                .with(
                        Attribute.of("setup", "active"),
                        Attribute.of("tls-id", Samples.TLS_ID_B),
                        Attribute.of("fingerprint", "sha-256 " + Samples.SHA256_B));
    }

    @Test
    @DisplayName("SDP-05 an answer built from an offer is one that the offer/answer rules let out")
    void valid() {
        SessionDescription offer = Samples.msecOffer();
        List<PayloadFormat> formats = CodecChoice.choose(offer.media().getFirst(), SUPPORTED);
        SessionDescription built = answer(offer)
                .accept(0, formats, Hold.OFF, AnswerBuilderTest::keyed)
                .build();
        var dialog = new OfferAnswer();
        dialog.receiveOffer(offer);
        dialog.sendAnswer(built);

        MediaDescription audio = built.media().getFirst();
        assertThat(audio.protocol()).isEqualTo("UDP/TLS/RTP/SAVPF");
        assertThat(audio.mid()).isEqualTo(offer.media().getFirst().mid());
        assertThat(audio.rtcpMux()).isTrue();
        assertThat(audio.payloadFormats()).isEqualTo(formats);
    }

    @Test
    @DisplayName(
            "SDP-07 streams that are not accepted are answered with port 0, in their place and with their protocol")
    void rejected() {
        SessionDescription offer = Samples.parsed(
                "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                "a=mid:d",
                "m=audio 49170 UDP/TLS/RTP/SAVPF 96 0",
                "a=rtpmap:96 opus/48000/2",
                "m=x-new 5 x-proto/9 a b",
                "m=audio 0 RTP/AVP 0");
        SessionDescription built = answer(offer)
                .accept(1, CodecChoice.choose(offer.media().get(1), SUPPORTED), Hold.OFF, m -> m.withPort(5000))
                .accept(2, List.of(), Hold.OFF, m -> m.withPort(5002))
                .accept(3, List.of(Samples.PCMU), Hold.OFF, m -> m.withPort(5004))
                .build();

        assertThat(built.media()).extracting(MediaDescription::port).containsExactly(0, 5000, 0, 0);
        assertThat(built.media())
                .extracting(MediaDescription::protocol)
                .containsExactlyElementsOf(
                        offer.media().stream().map(MediaDescription::protocol).toList());
        assertThat(built.media().getFirst().attributes()).containsExactly(Attribute.of("mid", "d"));
        assertThat(SessionDescription.parse(built.toBytes())).isEqualTo(built);
    }

    @Test
    @DisplayName("OSRTP-02 MSEC-15 no keying attribute of the offer gets into the answer by itself")
    void noKeyingCopied() {
        SessionDescription offer = Samples.parsed(
                "m=audio 49170 RTP/AVP 0",
                "a=fingerprint:sha-256 " + Samples.SHA256_A,
                "a=setup:actpass",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj",
                "a=connection:new");

        assertThat(answer(offer)
                        .accept(0, List.of(Samples.PCMU), Hold.OFF, m -> m)
                        .build()
                        .toString())
                .doesNotContain("crypto", "fingerprint", "setup", "connection");
    }

    @Test
    @DisplayName("MUX-04 the answer to mux-only says rtcp-mux and not rtcp-mux-only")
    void muxOnly() {
        SessionDescription offer = Samples.parsed("m=audio 49170 RTP/AVP 0", "a=rtcp-mux", "a=rtcp-mux-only");
        MediaDescription answered = answer(offer)
                .accept(0, List.of(Samples.PCMU), Hold.OFF, m -> m)
                .build()
                .media()
                .getFirst();

        assertThat(answered.rtcpMux()).isTrue();
        assertThat(answered.rtcpMuxOnly()).isFalse();
    }

    @Test
    @DisplayName("SDP-22 the offer's payload types and order are kept, the parameters are ours")
    void codecChoice() {
        MediaDescription offered = Samples.stream(
                "m=audio 49170 RTP/AVP 8 0 111 97 101 102",
                "a=rtpmap:111 OPUS/48000/2",
                "a=fmtp:111 maxplaybackrate=16000",
                "a=rtpmap:97 iLBC/8000",
                "a=rtpmap:101 telephone-event/8000",
                "a=rtpmap:102 telephone-event/48000");

        assertThat(CodecChoice.choose(offered, SUPPORTED))
                .containsExactly(
                        Samples.PCMU,
                        Samples.OPUS.withPayloadType(111).withParameters("stereo=0"),
                        Samples.DTMF_8.withPayloadType(101),
                        Samples.DTMF_48.withPayloadType(102));
        assertThat(CodecChoice.choose(offered, List.of(Samples.PCMU, Samples.DTMF_48)))
                .containsExactly(Samples.PCMU);
        assertThat(CodecChoice.choose(offered, List.of(Samples.DTMF_8))).isEmpty();
    }

    @Test
    @DisplayName("MUX-02 payload types 64 to 95 are not taken with rtcp-mux")
    void rtcpCollision() {
        String[] lines = {
            "m=audio 49170 RTP/AVP 72 96", "a=rtpmap:72 opus/48000/2", "a=rtpmap:96 opus/48000/2", "a=rtcp-mux"
        };

        assertThat(CodecChoice.choose(Samples.stream(lines), SUPPORTED))
                .extracting(PayloadFormat::payloadType)
                .containsExactly(96);
        lines[3] = "a=ptime:20";
        assertThat(CodecChoice.choose(Samples.stream(lines), SUPPORTED))
                .extracting(PayloadFormat::payloadType)
                .containsExactly(72, 96);
    }

    @Test
    @DisplayName("SDP-20 hold is offered until it is lifted here, and answers take from it what the offer allows")
    void hold() {
        assertThat(Hold.OFF.offer()).isEqualTo(Direction.SENDRECV);
        assertThat(Hold.ON.offer()).isEqualTo(Direction.SENDONLY);
        assertThat(Hold.OFF.answer(Direction.SENDRECV)).isEqualTo(Direction.SENDRECV);
        assertThat(Hold.OFF.answer(Direction.SENDONLY)).isEqualTo(Direction.RECVONLY);
        assertThat(Hold.OFF.answer(Direction.RECVONLY)).isEqualTo(Direction.SENDONLY);
        assertThat(Hold.OFF.answer(Direction.INACTIVE)).isEqualTo(Direction.INACTIVE);
        assertThat(Hold.ON.answer(Direction.SENDRECV)).isEqualTo(Direction.SENDONLY);
        assertThat(Hold.ON.answer(Direction.SENDONLY)).isEqualTo(Direction.INACTIVE);
        assertThat(Hold.ON.answer(Direction.RECVONLY)).isEqualTo(Direction.SENDONLY);
    }

    @Test
    @DisplayName("SDP-20 double hold and resume in any order ends in sendrecv")
    void doubleHold() {
        // Alice holds, Bob holds, Alice resumes, Bob resumes.
        Direction agreed = Hold.OFF.answer(Hold.ON.offer());
        assertThat(agreed).isEqualTo(Direction.RECVONLY);
        assertThat(Hold.ON.answer(Hold.ON.offer())).isEqualTo(Direction.INACTIVE);
        assertThat(Hold.ON.answer(Hold.OFF.offer())).isEqualTo(Direction.SENDONLY);
        assertThat(Hold.OFF.answer(Hold.OFF.offer())).isEqualTo(Direction.SENDRECV);
    }

    @Test
    @DisplayName("SDP-08 a held stream keeps its ICE attributes and its address")
    void heldStream() {
        MediaDescription held = Samples.msecOffer()
                .media()
                .getFirst()
                .withDirection(Direction.SENDRECV)
                .withDirection(Hold.ON.offer());
        SessionDescription offer = Samples.msecOffer().withMedia(List.of(held));

        assertThat(offer.iceCredentials(held)).contains(Samples.ICE);
        assertThat(offer.connection(held).orElseThrow().isUnspecified()).isFalse();
        assertThat(offer.direction(held)).isEqualTo(Direction.SENDONLY);
        assertThat(offer.toString()).containsOnlyOnce("a=sendonly").doesNotContain("a=sendrecv");
    }
}
