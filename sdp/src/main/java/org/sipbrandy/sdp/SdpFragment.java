package org.sipbrandy.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.sdp.attribute.Flag;
import org.sipbrandy.sdp.attribute.IceCredentials;

/**
 * A body {@code application/trickle-ice-sdpfrag} (RFC 8840 §9): attributes of the session, then pseudo media
 * descriptions. Attributes outside that grammar are dropped when it is read, so that a fragment cannot change
 * fingerprints, roles or codecs.
 *
 * @param media pseudo {@code m=} lines; only their attributes mean anything
 */
public record SdpFragment(List<Attribute> attributes, List<MediaDescription> media) implements AttributeHolder {
    public static final String MEDIA_TYPE = "application/trickle-ice-sdpfrag";

    private static final Set<String> SESSION_LEVEL =
            Set.of("ice-lite", "ice-pwd", "ice-ufrag", "ice-options", "ice-pacing", "end-of-candidates", "group");
    private static final Set<String> MEDIA_LEVEL = Set.of(
            "mid",
            "candidate",
            "ice-pwd",
            "ice-ufrag",
            "remote-candidates",
            "end-of-candidates",
            "rtcp",
            "rtcp-mux",
            "rtcp-mux-only");

    public SdpFragment {
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /** @throws SdpParseException for anything but a well-formed fragment within the limits of {@link SdpLimits} */
    public static SdpFragment parse(byte[] body) {
        return parse(SdpText.decode(body));
    }

    /** @throws SdpParseException for anything but a well-formed fragment within the limits of {@link SdpLimits} */
    public static SdpFragment parse(String text) {
        var lines = new SdpLines(text);
        List<Attribute> session = new ArrayList<>();
        List<MediaDescription> media = new ArrayList<>();
        List<Attribute> level = session;
        while (lines.advance()) {
            switch (lines.type()) {
                case 'm' -> {
                    if (media.size() == SdpLimits.MAX_MEDIA) {
                        throw lines.fault("too many media descriptions");
                    }
                    closeLast(media, level, lines);
                    media.add(lines.read(MediaLine::parse));
                    level = new ArrayList<>();
                }
                case 'a' -> addKnown(level, lines, media.isEmpty() ? SESSION_LEVEL : MEDIA_LEVEL);
                default -> throw lines.fault("line type is not allowed in a fragment");
            }
        }
        closeLast(media, level, lines);
        return new SdpFragment(session, media);
    }

    /** The stream of that identification tag. */
    public Optional<MediaDescription> mediaByMid(String mid) {
        return media.stream()
                .filter(m -> m.mid().filter(own -> own.value().equals(mid)).isPresent())
                .findFirst();
    }

    /** RFC 8840 §4.4: those of the pseudo media level, else of the session level. */
    public Optional<IceCredentials> iceCredentials(MediaDescription m) {
        Optional<String> ufrag = either(m, IceCredentials.UFRAG);
        Optional<String> password = either(m, IceCredentials.PWD);
        return ufrag.isPresent() && password.isPresent()
                ? Optional.of(new IceCredentials(ufrag.get(), password.get()))
                : Optional.empty();
    }

    /** Whether nothing more will be trickled on any stream. */
    public boolean endOfAllCandidates() {
        return Flag.END_OF_CANDIDATES.in(this);
    }

    /** In UTF-8 with CRLF. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The text with CRLF, the ICE password included: not for logs. */
    @Override
    public String toString() {
        return SdpWriter.write(this, media);
    }

    private Optional<String> either(MediaDescription m, String name) {
        return m.attribute(name).or(() -> attribute(name)).map(Attribute::text);
    }

    // RFC 8840 §9.2: unknown attributes are ignored.
    private static void addKnown(List<Attribute> level, SdpLines lines, Set<String> known) {
        Attribute raw = lines.read(Attribute::parse);
        String name = raw.name().toLowerCase(Locale.ROOT);
        if (known.contains(name)) {
            // RFC 8840 §9.2: here rtcp may stand without a port.
            level.add(name.equals("rtcp") ? raw : lines.read(KnownAttributes::parse));
        }
    }

    private static void closeLast(List<MediaDescription> media, List<Attribute> level, SdpLines lines) {
        String contradiction = KnownAttributes.contradiction(level);
        if (!contradiction.isEmpty()) {
            throw lines.fault(contradiction);
        }
        if (!media.isEmpty()) {
            media.add(media.removeLast().withAttributes(level));
        }
    }
}
