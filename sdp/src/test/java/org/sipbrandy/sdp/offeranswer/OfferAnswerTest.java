package org.sipbrandy.sdp.offeranswer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CandidateAttribute;
import org.sipbrandy.sdp.attribute.Flag;
import org.sipbrandy.sdp.attribute.RemoteCandidates;

class OfferAnswerTest {
    private final SessionDescription o1 = Samples.msecOffer();
    private final SessionDescription a1 = Samples.msecAnswer();
    private final OfferAnswer alice = new OfferAnswer();
    private final OfferAnswer bob = new OfferAnswer();

    private static SessionDescription change(SessionDescription session, UnaryOperator<MediaDescription> change) {
        return session.mapMedia(0, change);
    }

    private static SessionDescription version(SessionDescription session, long version) {
        return session.withOrigin(session.origin().withVersion(BigInteger.valueOf(version)));
    }

    private void exchange() {
        alice.sendOffer(o1);
        bob.receiveOffer(o1);
        bob.sendAnswer(a1);
        alice.receiveAnswer(a1);
    }

    @BeforeEach
    void stable() {
        assertThat(alice.state()).isEqualTo(OfferAnswerState.STABLE);
    }

    @Test
    @DisplayName("SDP-02 offer, answer, and an offer in the other direction leave both ends with the same two sides")
    void bothWays() {
        exchange();
        SessionDescription o2 = bob.next(change(a1, m -> m.without("setup").with(Attribute.of("setup", "actpass"))));
        bob.sendOffer(o2);
        assertThat(alice.receiveOffer(o2)).isEqualTo(new Reception.Accepted(o2));
        assertThat(alice.state()).isEqualTo(OfferAnswerState.HAVE_REMOTE_OFFER);
        assertThat(alice.remoteDescription()).contains(a1);

        SessionDescription a2 = alice.next(change(
                o1.mapMedia(0, m -> answering(m, List.of(Samples.OPUS, Samples.DTMF_48))),
                m -> m.without("setup").with(Attribute.of("setup", "passive"))));
        alice.sendAnswer(a2);
        assertThat(bob.receiveAnswer(a2)).isEqualTo(new Reception.Accepted(a2));

        assertThat(alice.localDescription()).contains(a2).isEqualTo(bob.remoteDescription());
        assertThat(alice.remoteDescription()).contains(o2).isEqualTo(bob.localDescription());
        assertThat(alice.exchanges()).isEqualTo(2);
    }

    private static MediaDescription answering(MediaDescription media, List<PayloadFormat> formats) {
        MediaDescription bare = media.without("rtpmap").without("fmtp");
        return MediaDescription.audio(media.port(), media.protocol(), formats).with(bare.attributes());
    }

    @Test
    @DisplayName("SDP-03 a changed description keeps o= with the version moved by one, an unchanged one is identical")
    void nextVersion() {
        exchange();

        assertThat(bob.next(a1)).isEqualTo(a1);
        SessionDescription foreign =
                change(a1, m -> m.withPort(50002)).withOrigin(org.sipbrandy.sdp.Origin.of(1234, 77, "198.51.100.9"));
        assertThat(bob.next(foreign).origin()).isEqualTo(a1.origin().next());
        // The base is what was sent last, here the answer to the offer after.
        bob.sendOffer(bob.next(foreign));
        bob.localOfferRefused();
        assertThat(bob.next(change(a1, m -> m.withPort(50004))).origin().version())
                .isEqualTo(a1.origin().version().add(BigInteger.TWO));
    }

    @Test
    @DisplayName("SDP-03 own offers whose version stays with other content, jumps or falls are not sent")
    void ownVersion() {
        exchange();
        SessionDescription moved = change(o1, m -> m.withPort(49172));

        for (long version : new long[] {0, 1, 3}) {
            assertThatThrownBy(() -> alice.sendOffer(version(moved, version)))
                    .as("version %d", version)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Rule.VERSION.name());
        }
        alice.sendOffer(version(moved, 2));
        assertThat(alice.state()).isEqualTo(OfferAnswerState.HAVE_LOCAL_OFFER);
    }

    @Test
    @DisplayName("SDP-03 the peer's offer with other content under the same version is refused")
    void peersVersion() {
        exchange();
        SessionDescription changed = change(a1, m -> m.withPort(50002));

        assertThat(alice.receiveOffer(changed))
                .isInstanceOfSatisfying(
                        Reception.Refused.class,
                        r -> assertThat(r.violations())
                                .extracting(Violation::rule)
                                .containsExactly(Rule.VERSION));
        assertThat(alice.receiveOffer(version(changed, 0))).isInstanceOf(Reception.Refused.class);
        assertThat(alice.state()).isEqualTo(OfferAnswerState.STABLE);
        assertThat(alice.receiveOffer(a1)).isEqualTo(new Reception.Accepted(a1));
    }

    @Test
    @DisplayName("SDP-22 in o= only the version moves")
    void originChanged() {
        exchange();
        SessionDescription other = version(a1, 2).withOrigin(org.sipbrandy.sdp.Origin.of(10, 2, "192.0.2.2"));

        assertThat(alice.receiveOffer(other))
                .isInstanceOfSatisfying(
                        Reception.Refused.class,
                        r -> assertThat(r.violations())
                                .extracting(Violation::rule)
                                .containsExactly(Rule.ORIGIN_CHANGED));
        assertThatThrownBy(() -> bob.sendOffer(other)).hasMessageContaining(Rule.ORIGIN_CHANGED.name());
    }

    @Test
    @DisplayName("SDP-04 streams are never taken out of an offer")
    void mediaCount() {
        exchange();
        SessionDescription none = version(o1.withMedia(List.of()), 2);

        assertThatThrownBy(() -> alice.sendOffer(none)).hasMessageContaining(Rule.MEDIA_COUNT.name());
        assertThat(bob.receiveOffer(none))
                .isInstanceOfSatisfying(
                        Reception.Refused.class,
                        r -> assertThat(r.violations())
                                .extracting(Violation::rule)
                                .containsExactly(Rule.MEDIA_COUNT));
        SessionDescription removed = version(change(o1, MediaDescription::rejected), 2);
        alice.sendOffer(removed);
        assertThat(bob.receiveOffer(removed)).isInstanceOf(Reception.Accepted.class);
        assertThatThrownBy(() -> bob.sendAnswer(version(change(a1, m -> m.withPort(5)), 2)))
                .hasMessageContaining(Rule.REMOVED_STREAM.name());
        bob.sendAnswer(bob.next(change(a1, MediaDescription::rejected)));
        assertThat(bob.flow(0)).isEqualTo(MediaFlow.NONE);
    }

    @Test
    @DisplayName("SDP-05 an answer has the offer's m-lines with their protocol, and a format of each")
    void answerShape() {
        alice.sendOffer(o1);

        assertThat(rules(alice.receiveAnswer(a1.withMedia(List.of())))).containsExactly(Rule.MEDIA_COUNT);
        assertThat(rules(alice.receiveAnswer(change(a1, m -> m.withProtocol("RTP/AVP")))))
                .containsExactly(Rule.PROTOCOL);
        List<MediaDescription> two = List.of(a1.media().getFirst(), a1.media().getFirst());
        assertThat(rules(alice.receiveAnswer(a1.withMedia(two)))).containsExactly(Rule.MEDIA_COUNT);
        assertThat(rules(alice.receiveAnswer(a1.mapMedia(
                        0, m -> answering(m, List.of(PayloadFormat.of(97, "G726-32", 8000)))))))
                .containsExactly(Rule.NO_COMMON_FORMAT);
        assertThat(alice.state()).isEqualTo(OfferAnswerState.HAVE_LOCAL_OFFER);
        assertThat(alice.remoteDescription()).isEmpty();
        assertThat(alice.receiveAnswer(a1)).isInstanceOf(Reception.Accepted.class);
    }

    private static List<Rule> rules(Reception reception) {
        return reception instanceof Reception.Refused(List<Violation> violations)
                ? violations.stream().map(Violation::rule).toList()
                : List.of();
    }

    @Test
    @DisplayName("SDP-09 an offer that crosses ours is glare, one on top of another is too early; both change nothing")
    void overlap() {
        exchange();
        alice.sendOffer(alice.next(change(o1, m -> m.withPort(49172))));
        bob.sendOffer(bob.next(change(a1, m -> m.withPort(50002))));

        assertThat(alice.receiveOffer(bob.pendingOffer().orElseThrow())).isEqualTo(new Reception.Glare());
        assertThat(bob.receiveOffer(alice.pendingOffer().orElseThrow())).isEqualTo(new Reception.Glare());
        alice.localOfferRefused();
        assertThat(alice.localDescription()).contains(o1);
        SessionDescription bobs = bob.pendingOffer().orElseThrow();
        assertThat(alice.receiveOffer(bobs)).isInstanceOf(Reception.Accepted.class);
        assertThat(alice.receiveOffer(bobs)).isEqualTo(new Reception.Busy());
        assertThatThrownBy(() -> alice.sendOffer(o1)).isInstanceOf(IllegalStateException.class);
        alice.refuseRemoteOffer();
        assertThat(alice.remoteDescription()).contains(a1);
    }

    @Test
    @DisplayName("SDP-01 an answer that no offer waits for has no effect")
    void lateAnswer() {
        exchange();
        SessionDescription altered = change(
                a1, m -> m.without("fingerprint").with(Attribute.of("fingerprint", "sha-256 " + Samples.SHA256_A)));

        assertThat(alice.receiveAnswer(altered)).isEqualTo(new Reception.Ignored());
        assertThat(alice.receivePreview(altered)).isEqualTo(new Reception.Ignored());
        assertThat(alice.remoteDescription()).contains(a1);
        assertThatThrownBy(() -> bob.sendAnswer(a1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("SDP-18 a preview closes nothing, and the same answer later is taken")
    void preview() {
        alice.sendOffer(o1);

        assertThat(alice.receivePreview(a1)).isEqualTo(new Reception.Accepted(a1));
        assertThat(alice.state()).isEqualTo(OfferAnswerState.HAVE_LOCAL_OFFER);
        assertThat(alice.remoteDescription()).isEmpty();
        assertThat(alice.preview()).contains(a1);
        assertThat(alice.receivePreview(a1)).isEqualTo(new Reception.Accepted(a1));
        assertThat(alice.receiveAnswer(a1)).isEqualTo(new Reception.Accepted(a1));
        assertThat(alice.state()).isEqualTo(OfferAnswerState.STABLE);
        assertThat(alice.preview()).isEmpty();
    }

    @Test
    @DisplayName("SDP-18 an answer that differs from its preview is told, and the preview is kept")
    void previewDiffers() {
        alice.sendOffer(o1);
        alice.receivePreview(a1);
        SessionDescription otherPort = change(a1, m -> m.withPort(50002));
        SessionDescription otherKey = change(
                a1, m -> m.without("fingerprint").with(Attribute.of("fingerprint", "sha-256 " + Samples.SHA256_A)));

        assertThat(alice.receivePreview(otherPort)).isEqualTo(new Reception.DiffersFromPreview(a1, otherPort, false));
        assertThat(alice.receiveAnswer(otherKey)).isEqualTo(new Reception.DiffersFromPreview(a1, otherKey, true));
        assertThat(alice.remoteDescription()).contains(a1);
        assertThat(alice.state()).isEqualTo(OfferAnswerState.STABLE);
    }

    @Test
    @DisplayName("SDP-18 our answer is what our preview said")
    void ownPreview() {
        bob.receiveOffer(o1);
        bob.sendPreview(a1);
        assertThat(bob.state()).isEqualTo(OfferAnswerState.HAVE_REMOTE_OFFER);

        assertThatThrownBy(() -> bob.sendAnswer(version(change(a1, m -> m.withPort(50002)), 2)))
                .hasMessageContaining(Rule.PREVIEW.name());
        bob.sendAnswer(a1);
        assertThat(bob.localDescription()).contains(a1);
    }

    @Test
    @DisplayName("SDP-22 a dynamic payload type keeps its codec, on either side")
    void payloadMapping() {
        exchange();
        UnaryOperator<MediaDescription> remap =
                m -> answering(m, List.of(PayloadFormat.of(96, "iLBC", 8000), Samples.DTMF_8));

        assertThatThrownBy(() -> alice.sendOffer(alice.next(change(o1, remap))))
                .hasMessageContaining(Rule.PAYLOAD_REMAPPED.name());
        assertThat(rules(alice.receiveOffer(bob.next(change(a1, remap))))).containsExactly(Rule.PAYLOAD_REMAPPED);
        UnaryOperator<MediaDescription> second = m -> answering(m, List.of(Samples.OPUS.withPayloadType(105)));
        assertThat(alice.receiveOffer(bob.next(change(a1, second)))).isInstanceOf(Reception.Accepted.class);
    }

    @Test
    @DisplayName("SDP-22 the slot of a rejected stream stays and may be used by another one")
    void slotReuse() {
        exchange();
        SessionDescription removed = alice.next(change(o1, MediaDescription::rejected));
        alice.sendOffer(removed);
        bob.receiveOffer(removed);
        SessionDescription agreed = bob.next(change(a1, MediaDescription::rejected));
        bob.sendAnswer(agreed);
        alice.receiveAnswer(agreed);

        SessionDescription reused =
                alice.next(change(o1, m -> answering(m, List.of(PayloadFormat.of(96, "iLBC", 8000)))));
        alice.sendOffer(reused);
        assertThat(bob.receiveOffer(reused)).isInstanceOf(Reception.Accepted.class);
    }

    @Test
    @DisplayName("MSEC-06 no description with k= leaves")
    void ownKeyLine() {
        SessionDescription withKey = Samples.parsed("k=prompt", "m=audio 9 UDP/TLS/RTP/SAVPF 0");

        assertThatThrownBy(() -> alice.sendOffer(withKey)).hasMessageContaining(Rule.KEY_LINE.name());
    }

    @Test
    @DisplayName("ICE-16 remote-candidates is not answered")
    void remoteCandidatesInAnswer() {
        assertOwnAnswerBreaks(
                m -> m.with(new RemoteCandidates(List.of(new RemoteCandidates.Entry(1, "192.0.2.1", 7)))),
                Rule.REMOTE_CANDIDATES);
    }

    @Test
    @DisplayName("DTLS-01 own answers say active or passive, never actpass or holdconn")
    void ownSetup() {
        for (String value : List.of("actpass", "holdconn")) {
            assertOwnAnswerBreaks(m -> m.without("setup").with(Attribute.of("setup", value)), Rule.SETUP);
        }
    }

    @Test
    @DisplayName("DTLS-08 own answers have a tls-id if, and only if, the offer had one")
    void ownTlsId() {
        assertOwnAnswerBreaks(m -> m.without("tls-id"), Rule.TLS_ID);
        bob.receiveOffer(change(o1, m -> m.without("tls-id")));
        assertThatThrownBy(() -> bob.sendAnswer(a1)).hasMessageContaining(Rule.TLS_ID.name());
        bob.sendAnswer(change(a1, m -> m.without("tls-id")));
    }

    @Test
    @DisplayName("MUX-04 rtcp-mux-only is never answered and never offered alone")
    void muxOnly() {
        assertOwnAnswerBreaks(m -> m.with(Flag.RTCP_MUX_ONLY), Rule.RTCP_MUX_ONLY);
        assertThatThrownBy(() ->
                        alice.sendOffer(change(o1, m -> m.without("rtcp-mux").with(Flag.RTCP_MUX_ONLY))))
                .hasMessageContaining(Rule.RTCP_MUX_ONLY.name());
        alice.sendOffer(change(o1, m -> m.with(Flag.RTCP_MUX_ONLY)));
    }

    @Test
    @DisplayName("MUX-01 rtcp-mux is used only if offered, also when the peer answers it unasked")
    void unaskedMux() {
        alice.sendOffer(change(o1, m -> m.without("rtcp-mux")));

        assertThat(rules(alice.receiveAnswer(a1))).containsExactly(Rule.RTCP_MUX);
    }

    private void assertOwnAnswerBreaks(UnaryOperator<MediaDescription> change, Rule rule) {
        var dialog = new OfferAnswer();
        dialog.receiveOffer(o1);
        assertThatThrownBy(() -> dialog.sendAnswer(change(a1, change)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule.name());
        dialog.sendAnswer(a1);
    }

    @Test
    @DisplayName("RFC 8842 §8: after forking each dialog has its own answer to the one offer")
    void forks() {
        alice.sendOffer(o1);
        OfferAnswer second = alice.fork();
        alice.receiveAnswer(a1);
        SessionDescription other = change(a1, m -> m.withPort(6000));

        assertThat(second.receiveAnswer(other)).isInstanceOf(Reception.Accepted.class);
        assertThat(alice.remoteDescription()).contains(a1);
        assertThat(second.remoteDescription()).contains(other);
    }

    @Test
    @DisplayName("SDP-21 nothing is sent to 0.0.0.0 unless ICE gives other addresses; receiving follows a=")
    void zeroAddress() {
        var dialog = new OfferAnswer();
        SessionDescription offer = Samples.parsed("m=audio 4000 RTP/AVP 0");
        dialog.sendOffer(offer);
        SessionDescription held = SessionDescription.parse(
                "v=0\r\no=- 1 1 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=audio 5000 RTP/AVP 0\r\n");
        dialog.receiveAnswer(held);

        assertThat(dialog.flow(0).maySend()).isFalse();
        assertThat(dialog.flow(0).destinationKnown()).isFalse();
        assertThat(dialog.flow(0).mayReceive()).isTrue();
        SessionDescription ice = held.mapMedia(0, m -> m.with(CandidateAttribute.host("1", 1, 5, "192.0.2.2", 5000)));
        assertThat(MediaFlow.of(offer, ice, 0).maySend()).isTrue();
        assertThat(MediaFlow.of(offer, ice, 1)).isEqualTo(MediaFlow.NONE);
    }

    @Test
    @DisplayName("SDP-21 what flows is what both sides allow")
    void flow() {
        List<String> flows = new ArrayList<>();
        for (String theirs : List.of("sendrecv", "sendonly", "recvonly", "inactive")) {
            MediaFlow flow = MediaFlow.of(
                    Samples.parsed("m=audio 4000 RTP/AVP 0"), Samples.parsed("m=audio 1 RTP/AVP 0", "a=" + theirs), 0);
            flows.add(theirs + ":" + flow.maySend() + ":" + flow.mayReceive());
        }
        assertThat(flows)
                .containsExactly(
                        "sendrecv:true:true", "sendonly:false:true", "recvonly:true:false", "inactive:false:false");
        assertThat(new OfferAnswer().flow(0)).isEqualTo(MediaFlow.NONE);
    }
}
