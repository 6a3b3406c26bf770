package org.sipbrandy.sdp.offeranswer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.Connection;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.Origin;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Flag;
import org.sipbrandy.sdp.attribute.Mid;

/**
 * Builds an answer from an offer: as many {@code m=} lines in the same order, each rejected until it is accepted. The
 * offer's timing is repeated (RFC 3264 §6); keying, candidates and addresses are the caller's. Not thread-safe.
 */
public final class AnswerBuilder {
    /** RFC 8840 §4.1.1: stands for "not known yet". */
    private static final int PLACEHOLDER_PORT = 9;

    private final SessionDescription offer;
    private final Origin origin;
    private final Connection connection;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<MediaDescription> media = new ArrayList<>();

    /** @param connection goes to session level */
    public AnswerBuilder(SessionDescription offer, Origin origin, Connection connection) {
        this.offer = offer;
        this.origin = origin;
        this.connection = connection;
        offer.media().forEach(m -> media.add(m.rejected()));
    }

    /** Adds at session level. */
    public AnswerBuilder attribute(SdpAttribute attribute) {
        attributes.add(attribute.toAttribute());
        return this;
    }

    /**
     * Accepts a stream: its protocol, {@code mid} and, if offered, {@code rtcp-mux} are repeated.
     *
     * @param formats as {@link CodecChoice} gives them; with none the stream stays rejected
     * @param hold gives the direction
     * @param complete sets the port (9 until then) and adds what is ours: setup, fingerprint, tls-id, ICE
     */
    public AnswerBuilder accept(
            int mediaIndex, List<PayloadFormat> formats, Hold hold, UnaryOperator<MediaDescription> complete) {
        MediaDescription offered = offer.media().get(mediaIndex);
        // RFC 3264 §8.2: what is offered with port 0 is answered with port 0.
        if (formats.isEmpty() || offered.isRejected()) {
            return this;
        }
        List<Attribute> lines = new ArrayList<>();
        offered.mid().map(Mid::toAttribute).ifPresent(lines::add);
        formats.forEach(f -> lines.addAll(f.toAttributes()));
        Direction direction = hold.answer(offer.direction(offered));
        lines.add(direction.toAttribute());
        if (offered.rtcpMux()) {
            // RFC 8858 §4.3: rtcp-mux answers, rtcp-mux-only never does.
            lines.add(Flag.RTCP_MUX.toAttribute());
        }
        var accepted = new MediaDescription(
                offered.media(),
                PLACEHOLDER_PORT,
                1,
                offered.protocol(),
                formats.stream().map(f -> Integer.toString(f.payloadType())).toList(),
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                lines);
        media.set(mediaIndex, complete.apply(accepted));
        return this;
    }

    /** Rejects a stream again. */
    public AnswerBuilder reject(int mediaIndex) {
        media.set(mediaIndex, offer.media().get(mediaIndex).rejected());
        return this;
    }

    public SessionDescription build() {
        return new SessionDescription(
                origin,
                "-",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(connection),
                List.of(),
                offer.timing(),
                false,
                attributes,
                media);
    }
}
