package org.sipbrandy.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/** Reads a whole description in one pass. The order of lines within a section is not insisted on (RFC 4566 peers). */
final class SdpParser {
    private final SdpLines lines;

    private @Nullable Origin origin;
    private @Nullable String name;
    private @Nullable String uri;
    private final List<String> emails = new ArrayList<>();
    private final List<String> phones = new ArrayList<>();
    private final List<Timing> timing = new ArrayList<>();
    private final Section session = new Section();
    private final List<MediaDescription> media = new ArrayList<>();

    /** The lines that both levels may have. */
    private static final class Section {
        private @Nullable MediaDescription head;
        private @Nullable String information;
        private final List<Connection> connections = new ArrayList<>();
        private final List<Bandwidth> bandwidth = new ArrayList<>();
        private final List<Attribute> attributes = new ArrayList<>();
        private boolean key;
    }

    SdpParser(String text) {
        lines = new SdpLines(text);
    }

    SessionDescription parse() {
        if (!lines.advance() || lines.type() != 'v') {
            throw lines.fault("description does not begin with v=");
        }
        // RFC 8866 §5.1: this is version 0.
        lines.read(v -> SdpGrammar.number(v.strip(), 0, 0, "version"));
        Section section = session;
        while (lines.advance()) {
            if (lines.type() == 'm') {
                close(section);
                section = open();
            } else if (section == session) {
                sessionLine();
            } else {
                sharedLine(section);
            }
        }
        close(section);
        return build();
    }

    private void sessionLine() {
        switch (lines.type()) {
            case 'o' -> {
                unique(origin, "o=");
                origin = lines.read(Origin::parse);
            }
            case 's' -> {
                unique(name, "s=");
                name = lines.value();
            }
            case 'u' -> {
                unique(uri, "u=");
                uri = lines.value();
            }
            case 'e' -> emails.add(lines.value());
            case 'p' -> phones.add(lines.value());
            case 't' -> timing.add(lines.read(Timing::parse));
            case 'r' -> amendTiming(false);
            case 'z' -> amendTiming(true);
            default -> sharedLine(session);
        }
    }

    private void sharedLine(Section section) {
        switch (lines.type()) {
            case 'i' -> {
                unique(section.information, "i=");
                section.information = lines.value();
            }
            case 'c' -> {
                if (section == session && !section.connections.isEmpty()) {
                    throw lines.fault("second c= line");
                }
                section.connections.add(lines.read(Connection::parse));
            }
            case 'b' -> section.bandwidth.add(lines.read(Bandwidth::parse));
            // RFC 8866 §5.12: the key is discarded; that it was there is not.
            case 'k' -> section.key = true;
            case 'a' -> section.attributes.add(lines.read(KnownAttributes::parse));
            // RFC 8866 §5: a description with a type letter that is not understood is rejected.
            default -> throw lines.fault("line type is unknown or out of place");
        }
    }

    private void amendTiming(boolean zone) {
        if (timing.isEmpty() || (zone && timing.getLast().repeats().isEmpty())) {
            // RFC 8866 §9: z= follows r=, r= follows t=.
            throw lines.fault("r= or z= line out of place");
        }
        Timing last = timing.removeLast();
        if (zone) {
            timing.add(new Timing(last.start(), last.stop(), last.repeats(), Optional.of(lines.value())));
        } else {
            List<String> repeats = new ArrayList<>(last.repeats());
            repeats.add(lines.value());
            timing.add(new Timing(last.start(), last.stop(), repeats, last.zone()));
        }
    }

    private Section open() {
        if (media.size() == SdpLimits.MAX_MEDIA) {
            throw lines.fault("too many media descriptions");
        }
        var section = new Section();
        section.head = lines.read(MediaLine::parse);
        return section;
    }

    private void close(Section section) {
        String contradiction = KnownAttributes.contradiction(section.attributes);
        if (!contradiction.isEmpty()) {
            throw lines.fault(contradiction);
        }
        MediaDescription head = section.head;
        if (head != null) {
            media.add(new MediaDescription(
                    head.media(),
                    head.port(),
                    head.portCount(),
                    head.protocol(),
                    head.formats(),
                    Optional.ofNullable(section.information),
                    section.connections,
                    section.bandwidth,
                    section.key,
                    section.attributes));
        }
    }

    private SessionDescription build() {
        Origin foundOrigin = origin;
        String foundName = name;
        if (foundOrigin == null || foundName == null || timing.isEmpty()) {
            throw lines.fault("description lacks an o=, s= or t= line");
        }
        return new SessionDescription(
                foundOrigin,
                foundName.isEmpty() ? "-" : foundName,
                Optional.ofNullable(session.information),
                Optional.ofNullable(uri),
                emails,
                phones,
                session.connections.stream().findFirst(),
                session.bandwidth,
                timing,
                session.key,
                session.attributes,
                media);
    }

    private void unique(@Nullable Object before, String line) {
        if (before != null) {
            throw lines.fault("second " + line + " line");
        }
    }
}
