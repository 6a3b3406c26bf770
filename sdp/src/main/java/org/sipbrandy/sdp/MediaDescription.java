package org.sipbrandy.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sipbrandy.sdp.attribute.CandidateAttribute;
import org.sipbrandy.sdp.attribute.CryptoAttribute;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Flag;
import org.sipbrandy.sdp.attribute.Fmtp;
import org.sipbrandy.sdp.attribute.Maxptime;
import org.sipbrandy.sdp.attribute.Mid;
import org.sipbrandy.sdp.attribute.Ptime;
import org.sipbrandy.sdp.attribute.RemoteCandidates;
import org.sipbrandy.sdp.attribute.Rtcp;
import org.sipbrandy.sdp.attribute.RtpMap;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * An {@code m=} line with what follows it (RFC 8866 §5.14). What may also stand at session level is asked of {@link
 * SessionDescription}.
 *
 * @param media for example audio
 * @param port 0 to 65535; 0 rejects or removes the stream
 * @param portCount 1 unless the line says otherwise
 * @param protocol for example UDP/TLS/RTP/SAVPF
 * @param formats RTP payload types, or what the protocol defines
 * @param information the {@code i=} line
 * @param connections the {@code c=} lines
 * @param hasKey whether a {@code k=} line was there; its value is dropped and it is never written
 */
public record MediaDescription(
        String media,
        int port,
        int portCount,
        String protocol,
        List<String> formats,
        Optional<String> information,
        List<Connection> connections,
        List<Bandwidth> bandwidth,
        boolean hasKey,
        List<Attribute> attributes)
        implements AttributeHolder {
    private static final int MAX_FORMATS = 128;

    public MediaDescription {
        SdpGrammar.token(media, "media");
        SdpGrammar.range(port, 0, 65535, "port");
        SdpGrammar.range(portCount, 1, 65535, "number of ports");
        SdpGrammar.visible(protocol, "protocol");
        formats = List.copyOf(formats);
        if (formats.isEmpty() || formats.size() > MAX_FORMATS) {
            throw new SdpParseException(0, "media description has no format or too many");
        }
        formats.forEach(format -> SdpGrammar.visible(format, "format"));
        information.ifPresent(i -> SdpGrammar.byteString(i, "information"));
        connections = List.copyOf(connections);
        bandwidth = List.copyOf(bandwidth);
        attributes = List.copyOf(attributes);
    }

    /** An audio stream with the {@code rtpmap} and {@code fmtp} lines of its formats. */
    public static MediaDescription audio(int port, String protocol, List<PayloadFormat> formats) {
        return new MediaDescription(
                "audio",
                port,
                1,
                protocol,
                formats.stream().map(f -> Integer.toString(f.payloadType())).toList(),
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                formats.stream().flatMap(f -> f.toAttributes().stream()).toList());
    }

    /** Port 0: rejected in an answer, removed in an offer. */
    public boolean isRejected() {
        return port == 0;
    }

    public MediaProtocol protocolKind() {
        return MediaProtocol.of(protocol);
    }

    /** The RTP payload types that are described or fixed by RFC 3551, in order of preference; others are left out. */
    public List<PayloadFormat> payloadFormats() {
        List<PayloadFormat> list = new ArrayList<>();
        if (!protocolKind().isRtp()) {
            return list;
        }
        Set<Integer> seen = new HashSet<>();
        List<RtpMap> maps = readable(RtpMap.NAME, RtpMap::parse);
        for (String format : formats) {
            int payloadType = payloadType(format);
            if (payloadType >= 0 && seen.add(payloadType)) {
                maps.stream()
                        .filter(m -> m.payloadType() == payloadType)
                        .findFirst()
                        .or(() -> StaticPayloads.of(payloadType))
                        .ifPresent(m -> list.add(new PayloadFormat(
                                payloadType,
                                m.encoding(),
                                m.clockRate(),
                                m.channels(),
                                fmtp(format).map(Fmtp::parameters))));
            }
        }
        return list;
    }

    public Optional<Fmtp> fmtp(String format) {
        return readable(Fmtp.NAME, Fmtp::parse).stream()
                .filter(f -> f.format().equals(format))
                .findFirst();
    }

    /** The direction at this level only; see {@link SessionDescription#direction}. */
    public Optional<Direction> direction() {
        return Direction.in(attributes);
    }

    /** @throws SdpParseException never for a parsed description */
    public Optional<Mid> mid() {
        return attribute(Mid.NAME).map(a -> Mid.parse(a.text()));
    }

    public Optional<Ptime> ptime() {
        return readable(Ptime.NAME, Ptime::parse).stream().findFirst();
    }

    public Optional<Maxptime> maxptime() {
        return readable(Maxptime.NAME, Maxptime::parse).stream().findFirst();
    }

    /** @throws SdpParseException never for a parsed description */
    public Optional<Rtcp> rtcp() {
        return attribute(Rtcp.NAME).map(a -> Rtcp.parse(a.text()));
    }

    public boolean rtcpMux() {
        return Flag.RTCP_MUX.in(this);
    }

    public boolean rtcpMuxOnly() {
        return Flag.RTCP_MUX_ONLY.in(this);
    }

    public boolean iceMismatch() {
        return Flag.ICE_MISMATCH.in(this);
    }

    /** All readable candidate lines in order, also those that may not be used; malformed ones are left out. */
    public List<CandidateAttribute> candidates() {
        return readable(CandidateAttribute.NAME, CandidateAttribute::parse);
    }

    /** RFC 8839 §5.1: UDP candidates with literal addresses; lines with names are ignored. */
    public List<CandidateAttribute> usableCandidates() {
        return candidates().stream().filter(CandidateAttribute::isUsable).toList();
    }

    /** @throws SdpParseException never for a parsed description */
    public Optional<RemoteCandidates> remoteCandidates() {
        return attribute(RemoteCandidates.NAME).map(a -> RemoteCandidates.parse(a.text()));
    }

    /** The valid {@code a=crypto} lines (RFC 4568); invalid lines and lines that share a tag are left out. */
    public List<CryptoAttribute> cryptos() {
        List<CryptoAttribute> all = readable(CryptoAttribute.NAME, CryptoAttribute::parse);
        return all.stream()
                .filter(c -> all.stream().filter(o -> o.tag() == c.tag()).count() == 1)
                .toList();
    }

    /** The same stream on port 0, without attributes but {@code mid} (RFC 3264 §6, §8.2). */
    public MediaDescription rejected() {
        return new MediaDescription(
                media,
                0,
                1,
                protocol,
                formats,
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                attributes.stream().filter(a -> a.is(Mid.NAME)).toList());
    }

    public MediaDescription withPort(int newPort) {
        return new MediaDescription(
                media, newPort, portCount, protocol, formats, information, connections, bandwidth, hasKey, attributes);
    }

    public MediaDescription withProtocol(String newProtocol) {
        return new MediaDescription(
                media, port, portCount, newProtocol, formats, information, connections, bandwidth, hasKey, attributes);
    }

    public MediaDescription withConnection(Connection connection) {
        return new MediaDescription(
                media,
                port,
                portCount,
                protocol,
                formats,
                information,
                List.of(connection),
                bandwidth,
                hasKey,
                attributes);
    }

    public MediaDescription withAttributes(List<Attribute> newAttributes) {
        return new MediaDescription(
                media, port, portCount, protocol, formats, information, connections, bandwidth, hasKey, newAttributes);
    }

    /** Appends. */
    public MediaDescription with(SdpAttribute... added) {
        return with(List.of(added));
    }

    /** Appends. */
    public MediaDescription with(List<? extends SdpAttribute> added) {
        return withAttributes(AttributeLists.plus(attributes, added));
    }

    /** Drops all attributes of that name. */
    public MediaDescription without(String name) {
        return withAttributes(AttributeLists.minus(attributes, name));
    }

    /** In place of the direction that is there. */
    public MediaDescription withDirection(Direction direction) {
        return withAttributes(AttributeLists.withDirection(attributes, direction));
    }

    /** What follows {@code m=} on that line. */
    String line() {
        return media
                + ' '
                + port
                + (portCount == 1 ? "" : "/" + portCount)
                + ' '
                + protocol
                + ' '
                + String.join(" ", formats);
    }

    private <T> List<T> readable(String name, Function<String, T> parser) {
        return AttributeLists.readable(attributes, name, parser);
    }

    private static int payloadType(String format) {
        try {
            return (int) SdpGrammar.number(format, 0, 127, "payload type");
        } catch (SdpParseException e) {
            return -1;
        }
    }

    /** Whether type and protocol name the same kind of stream, without regard to case. */
    public boolean sameKind(MediaDescription other) {
        return media.equalsIgnoreCase(other.media)
                && protocol.toUpperCase(Locale.ROOT).equals(other.protocol.toUpperCase(Locale.ROOT));
    }
}
