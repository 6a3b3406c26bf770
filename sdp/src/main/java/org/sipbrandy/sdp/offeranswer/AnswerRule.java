package org.sipbrandy.sdp.offeranswer;

import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.MediaProtocol;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Mid;
import org.sipbrandy.sdp.attribute.RemoteCandidates;
import org.sipbrandy.sdp.dtls.DtlsSetup;

/** Whether an answer fits its offer. */
final class AnswerRule {
    private final SessionDescription offer;
    private final SessionDescription answer;
    private final List<Violation> violations = new ArrayList<>();

    private AnswerRule(SessionDescription offer, SessionDescription answer) {
        this.offer = offer;
        this.answer = answer;
    }

    /** What must hold for an answer of the peer, so that both mean the same streams. */
    static List<Violation> peers(SessionDescription offer, SessionDescription answer) {
        var rule = new AnswerRule(offer, answer);
        rule.essentials();
        return rule.violations;
    }

    /** What must hold for an answer of ours: all of that, and what lax peers get wrong. */
    static List<Violation> ours(SessionDescription offer, SessionDescription answer) {
        var rule = new AnswerRule(offer, answer);
        rule.essentials();
        if (answer.hasAnyKey()) {
            rule.violations.add(Violation.ofSession(Rule.KEY_LINE, "k= in an answer"));
        }
        for (int i = 0; i < Math.min(offer.media().size(), answer.media().size()); i++) {
            if (!answer.media().get(i).isRejected()) {
                rule.ownStream(i, offer.media().get(i), answer.media().get(i));
            }
        }
        return rule.violations;
    }

    private void essentials() {
        // RFC 3264 §6: the number of m= lines is that of the offer.
        if (offer.media().size() != answer.media().size()) {
            violations.add(Violation.ofSession(
                    Rule.MEDIA_COUNT,
                    offer.media().size() + " offered, " + answer.media().size() + " answered"));
            return;
        }
        for (int i = 0; i < offer.media().size(); i++) {
            if (!answer.media().get(i).isRejected()) {
                stream(i, offer.media().get(i), answer.media().get(i));
            }
        }
    }

    private void stream(int i, MediaDescription offered, MediaDescription answered) {
        check(i, !offered.isRejected(), Rule.REMOVED_STREAM, "offered with port 0");
        check(i, offered.media().equalsIgnoreCase(answered.media()), Rule.MEDIA_TYPE, answered.media());
        check(i, offered.protocol().equalsIgnoreCase(answered.protocol()), Rule.PROTOCOL, answered.protocol());
        check(i, commonFormat(offered, answered), Rule.NO_COMMON_FORMAT, String.join(" ", answered.formats()));
        check(i, offered.rtcpMux() || !answered.rtcpMux(), Rule.RTCP_MUX, "not offered");
        check(i, !answered.rtcpMuxOnly(), Rule.RTCP_MUX_ONLY, "in an answer");
    }

    private void ownStream(int i, MediaDescription offered, MediaDescription answered) {
        Direction offeredDirection = offer.direction(offered);
        Direction direction = answer.direction(answered);
        // RFC 3264 §6.1: never more than the offer lets flow.
        check(i, direction == direction.and(offeredDirection.reversed()), Rule.DIRECTION, direction.value());
        check(i, !answered.hasAttribute(RemoteCandidates.NAME), Rule.REMOTE_CANDIDATES, "in an answer");
        check(
                i,
                sameMid(offered, answered),
                Rule.MID,
                answered.mid().map(Mid::value).orElse("absent"));
        boolean keyedByDtls = !answer.fingerprints(answered).isEmpty();
        if (keyedByDtls) {
            check(
                    i,
                    DtlsSetup.fits(offer.setup(offered), answer.setup(answered)),
                    Rule.SETUP,
                    answer.setup(answered).map(Enum::name).orElse("absent"));
        }
        // RFC 8842 §5.3: own tls-id in the answer if, and only if, the offer had one.
        boolean offeredId = offer.tlsId(offered).isPresent();
        boolean answeredId = answer.tlsId(answered).isPresent();
        check(i, keyedByDtls ? offeredId == answeredId : !answeredId, Rule.TLS_ID, "offered: " + offeredId);
    }

    private static boolean sameMid(MediaDescription offered, MediaDescription answered) {
        // RFC 5888 §9.1: an answerer that knows mid repeats it, and adds none.
        return offered.mid().equals(answered.mid());
    }

    private static boolean commonFormat(MediaDescription offered, MediaDescription answered) {
        if (offered.protocolKind() == MediaProtocol.OTHER) {
            return answered.formats().stream().anyMatch(offered.formats()::contains);
        }
        List<PayloadFormat> formats = offered.payloadFormats();
        return answered.payloadFormats().stream().anyMatch(a -> formats.stream().anyMatch(a::sameEncoding));
    }

    private void check(int i, boolean holds, Rule rule, String detail) {
        if (!holds) {
            violations.add(new Violation(rule, i, detail));
        }
    }
}
