package org.sipbrandy.call.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.media.Fingerprints;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.CandidateType;
import org.sipbrandy.ice.RemoteParameters;
import org.sipbrandy.ice.ShortTermCredential;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CandidateAttribute;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.IceOptions;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.dtls.FingerprintSelection;

/**
 * Reads what the far end describes, stream by stream, and refuses what cannot be protected. The signature covers the set
 * of fingerprints only, so each {@code m=} line is looked at for itself (MSEC-14, MSEC-15).
 */
public final class RemoteReader {
    private RemoteReader() {}

    /** What became of one {@code m=} line. */
    public sealed interface Line {
        /** It can be used. */
        record Usable(RemoteStream stream) implements Line {}

        /** It is off: port 0. */
        record Off() implements Line {}

        /** It cannot be used, and why. */
        record Unfit(Reason reason, String detail) implements Line {}
    }

    /** Reads every {@code m=} line. */
    public static List<Line> read(SessionDescription session) {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < session.media().size(); i++) {
            lines.add(read(session, i));
        }
        return lines;
    }

    private static Line read(SessionDescription session, int index) {
        MediaDescription m = session.media().get(index);
        if (m.isRejected()) {
            return new Line.Off();
        }
        if (session.hasAnyKey()) { // RFC 8862 §3, MSEC-06
            return new Line.Unfit(Reason.MEDIA_NOT_PROTECTED, "k= in the session description");
        }
        if (!m.protocolKind().isDtls()) { // MSEC-15: a=crypto beside DTLS is ignored, without DTLS there is nothing
            return new Line.Unfit(Reason.MEDIA_NOT_PROTECTED, m.protocol() + " is not DTLS-SRTP");
        }
        var fingerprints = selected(session.fingerprints(m));
        if (fingerprints.isEmpty()) {
            return new Line.Unfit(Reason.FINGERPRINT_MISSING, "m=" + m.media() + " has no usable fingerprint");
        }
        var credentials = session.iceCredentials(m);
        if (credentials.isEmpty()) {
            return new Line.Unfit(Reason.PEER_NOT_CAPABLE, "no ICE, so no consent to receive could be asked for");
        }
        if (m.iceMismatch()) { // RFC 8839 §4.2.5 case 3: it will not do ICE
            return new Line.Unfit(Reason.PEER_NOT_CAPABLE, "ice-mismatch: something changed our addresses on the way");
        }
        if (!m.rtcpMux()) {
            return new Line.Unfit(Reason.PEER_NOT_CAPABLE, "no rtcp-mux");
        }
        var setup = session.setup(m).orElse(Setup.ACTIVE); // RFC 4145 §4: active where nothing is said
        if (setup == Setup.HOLDCONN) {
            return new Line.Unfit(Reason.PEER_NOT_CAPABLE, "setup:holdconn"); // RFC 5763 §5
        }
        var options = session.iceOptions(m);
        var ice = new RemoteParameters(
                new ShortTermCredential(
                        credentials.get().ufrag(), credentials.get().password()),
                session.iceLite(),
                options.contains(IceOptions.TRICKLE) && !session.endOfCandidates(m),
                OptionalLong.of(session.icePacing().milliseconds() * 1_000_000L));
        return new Line.Usable(new RemoteStream(
                index,
                m,
                m.media(),
                m.payloadFormats(),
                session.direction(m),
                setup,
                session.tlsId(m).map(tlsId -> tlsId.value()),
                fingerprints,
                ice,
                candidates(session, m)));
    }

    /** SDP-14: what the certificate is held against; empty if there is nothing. */
    private static Set<String> selected(List<Fingerprint> all) {
        return switch (FingerprintSelection.of(all)) {
            case FingerprintSelection.Selected it ->
                it.fingerprints().stream()
                        .map(one -> Fingerprints.text(one.hash(), one.bytes()))
                        .collect(Collectors.toCollection(TreeSet::new));
            case FingerprintSelection.None _ -> Set.of();
        };
    }

    private static List<Candidate> candidates(SessionDescription session, MediaDescription m) {
        var list = new ArrayList<Candidate>();
        for (CandidateAttribute one : m.usableCandidates()) {
            candidate(one).ifPresent(list::add);
        }
        defaultDestination(session, m)
                .filter(at -> list.stream().noneMatch(it -> it.address().equals(at)))
                .ifPresent(at -> list.add(mismatched(at)));
        return list;
    }

    /** Where {@code c=} and {@code m=} point to; empty for names, and for nowhere (RFC 8839 §4.2.5 cases 2 and 4). */
    private static Optional<TransportAddress> defaultDestination(SessionDescription session, MediaDescription m) {
        return session.connection(m)
                .filter(it -> it.isLiteral() && !it.isUnspecified() && m.port() != 0)
                .map(it -> TransportAddress.of(it.address(), m.port()));
    }

    /** RFC 8839 §4.2.5 case 1: a gateway on the way changed it, so it is one more address to be tried, after all others. */
    private static Candidate mismatched(TransportAddress at) {
        return Candidate.remote("default", 1, 1, at, CandidateType.RELAYED, Optional.empty());
    }

    /** What ICE can try: UDP, a literal address, a type that it knows; the rest is left out (RFC 8839 §5.1). */
    private static Optional<Candidate> candidate(CandidateAttribute one) {
        var type = CandidateType.of(one.type());
        if (type.isEmpty() || !one.isUdp() || one.port() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Candidate.remote(
                    one.foundation(),
                    one.component(),
                    one.priority(),
                    TransportAddress.of(one.address(), one.port()),
                    type.get(),
                    Optional.empty()));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // a name, or an address that cannot be a candidate
        }
    }
}
