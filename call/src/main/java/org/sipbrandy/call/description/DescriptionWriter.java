package org.sipbrandy.call.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.Connection;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.Origin;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CandidateAttribute;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.Flag;
import org.sipbrandy.sdp.attribute.IceCredentials;
import org.sipbrandy.sdp.attribute.IceOptions;
import org.sipbrandy.sdp.attribute.Mid;
import org.sipbrandy.sdp.attribute.RemoteCandidates;
import org.sipbrandy.sdp.attribute.TlsId;

/** Writes our descriptions: every accepted stream has the fingerprint of the key that it will use (RFC 8862 §4). */
public final class DescriptionWriter {
    /** MSEC-16, SDP-06: DTLS-SRTP with feedback (RFC 5764 §8). */
    public static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";

    private final long sessionId;
    private final Fingerprint fingerprint;

    /**
     * @param sessionId of {@code o=}, random: it tells nothing about the host (ANON rows)
     * @param fingerprint of our DTLS certificate
     */
    public DescriptionWriter(long sessionId, Fingerprint fingerprint) {
        this.sessionId = sessionId & 0x3fff_ffff_ffff_ffffL;
        this.fingerprint = fingerprint;
    }

    /** The fingerprint that all descriptions carry. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * A description.
     *
     * @param version of {@code o=}: one more than before if anything changed (RFC 3264 §8)
     * @param streams one for each {@code m=} line, in order; an entry of {@code rejected} is a stream with port 0
     */
    public SessionDescription write(long version, List<Slot> streams) {
        var media = new ArrayList<MediaDescription>();
        Optional<Connection> connection = Optional.empty();
        for (Slot slot : streams) {
            switch (slot) {
                case Slot.Open(LocalStream stream) -> {
                    media.add(describe(stream));
                    connection = connection.or(() -> Optional.of(connection(stream)));
                }
                case Slot.Rejected(MediaDescription offered) -> media.add(offered.rejected());
            }
        }
        var session = connection.orElse(Connection.of("0.0.0.0"));
        return SessionDescription.of(Origin.of(sessionId, version, session.address()), session, media)
                .with(IceOptions.of(IceOptions.ICE2));
    }

    /** One {@code m=} line of ours. */
    public sealed interface Slot {
        /** A stream that is offered or accepted. */
        record Open(LocalStream stream) implements Slot {}

        /** A stream of the far end's offer that is not taken. */
        record Rejected(MediaDescription offered) implements Slot {}
    }

    private static Connection connection(LocalStream stream) {
        return Connection.of(stream.defaultAddress().address().toString());
    }

    private MediaDescription describe(LocalStream stream) {
        var attributes = new ArrayList<SdpAttribute>();
        stream.mid().ifPresent(mid -> attributes.add(new Mid(mid)));
        attributes.add(stream.direction());
        attributes.add(stream.setup());
        attributes.add(fingerprint);
        stream.tlsId().ifPresent(tlsId -> attributes.add(new TlsId(tlsId)));
        attributes.add(Flag.RTCP_MUX); // RFC 5761 §5.1.1
        if (stream.muxOnly()) {
            attributes.add(Flag.RTCP_MUX_ONLY);
        }
        var credential = new IceCredentials(
                stream.credential().ufrag(), stream.credential().password());
        var candidates =
                stream.candidates().stream().map(DescriptionWriter::attribute).toList();
        var base = MediaDescription.audio(stream.defaultAddress().port(), PROTOCOL, stream.formats());
        return new MediaDescription(
                stream.media(),
                base.port(),
                1,
                PROTOCOL,
                base.formats(),
                Optional.empty(),
                List.of(connection(stream)),
                List.of(),
                false,
                concat(base, attributes, credential, candidates, stream.nominatedRemote()));
    }

    private static List<org.sipbrandy.sdp.Attribute> concat(
            MediaDescription base,
            List<SdpAttribute> attributes,
            IceCredentials credential,
            List<CandidateAttribute> candidates,
            Optional<TransportAddress> nominated) {
        var all = new ArrayList<>(base.attributes());
        attributes.forEach(attribute -> all.add(attribute.toAttribute()));
        all.addAll(credential.toAttributes());
        candidates.forEach(candidate -> all.add(candidate.toAttribute()));
        nominated
                .map(it -> new RemoteCandidates(
                        List.of(new RemoteCandidates.Entry(1, it.address().toString(), it.port()))))
                .ifPresent(it -> all.add(it.toAttribute()));
        all.add(Flag.END_OF_CANDIDATES.toAttribute()); // RFC 8840 §4.2: no more will come
        return all;
    }

    private static CandidateAttribute attribute(Candidate candidate) {
        var address = candidate.address();
        if (candidate.related().isPresent()) {
            var related = candidate.related().get();
            return CandidateAttribute.derived(
                    candidate.foundation(),
                    candidate.component(),
                    candidate.priority(),
                    address.address().toString(),
                    address.port(),
                    candidate.type().token(),
                    related.address().toString(),
                    related.port());
        }
        return CandidateAttribute.host(
                candidate.foundation(),
                candidate.component(),
                candidate.priority(),
                address.address().toString(),
                address.port());
    }
}
