package org.sipbrandy.sdp;

/** Writes the order of RFC 8866 §9; {@code k=} never (RFC 8866 §5.12, RFC 8862 §3). */
final class SdpWriter {
    private final StringBuilder text = new StringBuilder(1024);

    private SdpWriter() {}

    static String write(SessionDescription session) {
        var writer = new SdpWriter();
        writer.session(session);
        session.media().forEach(writer::media);
        return writer.text.toString();
    }

    static String write(AttributeHolder level, Iterable<MediaDescription> media) {
        var writer = new SdpWriter();
        level.attributes().forEach(a -> writer.line('a', a.line()));
        media.forEach(writer::media);
        return writer.text.toString();
    }

    private void session(SessionDescription s) {
        line('v', 0);
        line('o', s.origin());
        line('s', s.name().isEmpty() ? "-" : s.name());
        s.information().ifPresent(i -> line('i', i));
        s.uri().ifPresent(u -> line('u', u));
        s.emails().forEach(e -> line('e', e));
        s.phones().forEach(p -> line('p', p));
        s.connection().ifPresent(c -> line('c', c));
        s.bandwidth().forEach(b -> line('b', b));
        for (Timing timing : s.timing()) {
            line('t', timing);
            timing.repeats().forEach(r -> line('r', r));
            timing.zone().ifPresent(z -> line('z', z));
        }
        s.attributes().forEach(a -> line('a', a.line()));
    }

    private void media(MediaDescription m) {
        line('m', m.line());
        m.information().ifPresent(i -> line('i', i));
        m.connections().forEach(c -> line('c', c));
        m.bandwidth().forEach(b -> line('b', b));
        m.attributes().forEach(a -> line('a', a.line()));
    }

    private void line(char type, Object value) {
        text.append(type).append('=').append(value).append("\r\n");
    }
}
