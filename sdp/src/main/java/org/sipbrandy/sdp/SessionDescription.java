package org.sipbrandy.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.Flag;
import org.sipbrandy.sdp.attribute.Group;
import org.sipbrandy.sdp.attribute.IceCredentials;
import org.sipbrandy.sdp.attribute.IceOptions;
import org.sipbrandy.sdp.attribute.IcePacing;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.attribute.TlsId;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * A session description (RFC 8866), immutable. Accessors that take a {@link MediaDescription} of it apply what stands
 * at session level where the media level is silent.
 *
 * @param name the {@code s=} line; "-" means nothing
 * @param information the {@code i=} line
 * @param uri the {@code u=} line
 * @param emails the {@code e=} lines
 * @param phones the {@code p=} lines
 * @param connection the session's {@code c=} line
 * @param hasKey whether a {@code k=} line was there at session level; its value is dropped and it is never written
 */
public record SessionDescription(
        Origin origin,
        String name,
        Optional<String> information,
        Optional<String> uri,
        List<String> emails,
        List<String> phones,
        Optional<Connection> connection,
        List<Bandwidth> bandwidth,
        List<Timing> timing,
        boolean hasKey,
        List<Attribute> attributes,
        List<MediaDescription> media)
        implements AttributeHolder {
    /** The type of a body that is one. */
    public static final String MEDIA_TYPE = "application/sdp";

    public SessionDescription {
        SdpGrammar.byteString(name, "session name");
        information.ifPresent(i -> SdpGrammar.byteString(i, "information"));
        uri.ifPresent(u -> SdpGrammar.byteString(u, "uri"));
        emails = List.copyOf(emails);
        emails.forEach(e -> SdpGrammar.byteString(e, "email"));
        phones = List.copyOf(phones);
        phones.forEach(p -> SdpGrammar.byteString(p, "phone"));
        bandwidth = List.copyOf(bandwidth);
        timing = List.copyOf(timing);
        if (timing.isEmpty()) {
            throw new SdpParseException(0, "description has no t= line");
        }
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /** With {@code s=-}, {@code t=0 0} and no attributes. */
    public static SessionDescription of(Origin origin, Connection connection, List<MediaDescription> media) {
        return new SessionDescription(
                origin,
                "-",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(connection),
                List.of(),
                List.of(Timing.UNBOUNDED),
                false,
                List.of(),
                media);
    }

    /**
     * Reads a body as UTF-8, or as ISO 8859-1 if it is not UTF-8.
     *
     * @throws SdpParseException for anything but a well-formed description within the limits of {@link SdpLimits}
     */
    public static SessionDescription parse(byte[] body) {
        return parse(SdpText.decode(body));
    }

    /** @throws SdpParseException for anything but a well-formed description within the limits of {@link SdpLimits} */
    public static SessionDescription parse(String text) {
        return new SdpParser(text).parse();
    }

    // What applies to a media description.

    /** RFC 8866 §5.7: the media level's address, else the session's. */
    public Optional<Connection> connection(MediaDescription m) {
        return m.connections().isEmpty()
                ? connection
                : Optional.of(m.connections().getFirst());
    }

    /** RFC 8122 §5: those of the media level, or those of the session where it has none. */
    public List<Fingerprint> fingerprints(MediaDescription m) {
        return (m.hasAttribute(Fingerprint.NAME) ? m : this)
                .values(Fingerprint.NAME).stream()
                        .map(Fingerprint::parse)
                        .distinct()
                        .toList();
    }

    /** All fingerprints at both levels, exact duplicates once: what a PASSporT signs as {@code mky}. */
    public List<Fingerprint> allFingerprints() {
        var all = new LinkedHashSet<Fingerprint>();
        values(Fingerprint.NAME).forEach(v -> all.add(Fingerprint.parse(v)));
        media.forEach(m -> m.values(Fingerprint.NAME).forEach(v -> all.add(Fingerprint.parse(v))));
        return List.copyOf(all);
    }

    public Optional<Setup> setup(MediaDescription m) {
        return either(m, Setup.NAME).map(Setup::parse);
    }

    /** RFC 8842 §4: a media-level attribute only. */
    public Optional<TlsId> tlsId(MediaDescription m) {
        return m.attribute(TlsId.NAME).map(a -> TlsId.parse(a.text()));
    }

    /** RFC 8839 §5.4: each of the two from the media level, else from the session; empty unless both are there. */
    public Optional<IceCredentials> iceCredentials(MediaDescription m) {
        Optional<String> ufrag = either(m, IceCredentials.UFRAG);
        Optional<String> password = either(m, IceCredentials.PWD);
        return ufrag.isPresent() && password.isPresent()
                ? Optional.of(new IceCredentials(ufrag.get(), password.get()))
                : Optional.empty();
    }

    /** RFC 8839 §5.6: the tags of both levels. */
    public List<String> iceOptions(MediaDescription m) {
        var tags = new LinkedHashSet<String>();
        AttributeLists.readable(attributes, IceOptions.NAME, IceOptions::parse).forEach(o -> tags.addAll(o.tags()));
        AttributeLists.readable(m.attributes(), IceOptions.NAME, IceOptions::parse)
                .forEach(o -> tags.addAll(o.tags()));
        return List.copyOf(tags);
    }

    /** RFC 8866 §6.7: sendrecv where neither level says anything. */
    public Direction direction(MediaDescription m) {
        return m.direction().or(() -> Direction.in(attributes)).orElse(Direction.SENDRECV);
    }

    /** RFC 8840 §8.2: at session level it holds for every stream. */
    public boolean endOfCandidates(MediaDescription m) {
        return Flag.END_OF_CANDIDATES.in(m) || Flag.END_OF_CANDIDATES.in(this);
    }

    // What applies to the session.

    public boolean iceLite() {
        return Flag.ICE_LITE.in(this);
    }

    /** 50 ms where the attribute is absent. */
    public IcePacing icePacing() {
        return attribute(IcePacing.NAME).map(a -> IcePacing.parse(a.text())).orElse(IcePacing.DEFAULT);
    }

    public List<Group> groups() {
        return AttributeLists.readable(attributes, Group.NAME, Group::parse);
    }

    public Optional<MediaDescription> mediaByMid(String mid) {
        return media.stream()
                .filter(m -> m.mid().filter(own -> own.value().equals(mid)).isPresent())
                .findFirst();
    }

    /** Whether {@code k=} occurs at either level (RFC 8862 §3 forbids it). */
    public boolean hasAnyKey() {
        return hasKey || media.stream().anyMatch(MediaDescription::hasKey);
    }

    // Changed copies.

    public SessionDescription withOrigin(Origin newOrigin) {
        return copy(newOrigin, connection, attributes, media);
    }

    public SessionDescription withConnection(Connection newConnection) {
        return copy(origin, Optional.of(newConnection), attributes, media);
    }

    public SessionDescription withAttributes(List<Attribute> newAttributes) {
        return copy(origin, connection, newAttributes, media);
    }

    /** Appends at session level. */
    public SessionDescription with(SdpAttribute... added) {
        return withAttributes(AttributeLists.plus(attributes, List.of(added)));
    }

    /** Drops all session-level attributes of that name. */
    public SessionDescription without(String attributeName) {
        return withAttributes(AttributeLists.minus(attributes, attributeName));
    }

    public SessionDescription withMedia(List<MediaDescription> newMedia) {
        return copy(origin, connection, attributes, newMedia);
    }

    /** With the media description at {@code index} changed. */
    public SessionDescription mapMedia(int index, UnaryOperator<MediaDescription> change) {
        List<MediaDescription> list = new ArrayList<>(media);
        list.set(index, change.apply(list.get(index)));
        return withMedia(list);
    }

    /** Whether all is equal but the version in {@code o=}. */
    public boolean sameContent(SessionDescription other) {
        return equals(other.withOrigin(other.origin.withVersion(origin.version())));
    }

    /** In UTF-8 with CRLF. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The canonical text with CRLF, secrets included: not for logs. */
    @Override
    public String toString() {
        return SdpWriter.write(this);
    }

    private Optional<String> either(MediaDescription m, String attributeName) {
        return m.attribute(attributeName).or(() -> attribute(attributeName)).map(Attribute::text);
    }

    private SessionDescription copy(Origin o, Optional<Connection> c, List<Attribute> a, List<MediaDescription> m) {
        return new SessionDescription(o, name, information, uri, emails, phones, c, bandwidth, timing, hasKey, a, m);
    }
}
