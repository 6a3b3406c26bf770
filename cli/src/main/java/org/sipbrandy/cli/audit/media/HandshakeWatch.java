package org.sipbrandy.cli.audit.media;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds the DTLS handshakes on one path, record by record (RFC 6347 §4.1, RFC 9147 §4). Bounded. */
final class HandshakeWatch {
    private static final int MAX_HANDSHAKES = 8;
    private static final int HEADER = 13;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int FATAL = 2;

    private final List<Handshake> handshakes = new ArrayList<>();

    List<Handshake> all() {
        return List.copyOf(handshakes);
    }

    void add(byte[] datagram, boolean fromLower, Instant time) {
        int at = 0;
        while (datagram.length - at >= HEADER) {
            if ((datagram[at] & 0xe0) == 0x20) { // RFC 9147 §4: a protected record of DTLS 1.3
                encrypted(fromLower, time);
                return;
            }
            int length = Bytes.uint16(datagram, at + 11);
            int version = Bytes.uint16(datagram, at + 1);
            int end = at + HEADER + length;
            if (end > datagram.length || version != 0xfefd && version != 0xfeff) {
                return;
            }
            record(datagram, at, end, fromLower, time);
            at = end;
        }
    }

    private void record(byte[] datagram, int at, int end, boolean fromLower, Instant time) {
        int type = Bytes.uint8(datagram, at);
        boolean clear = Bytes.uint16(datagram, at + 3) == 0;
        if (!clear) {
            encrypted(fromLower, time);
        } else if (type == HANDSHAKE) {
            handshake(datagram, at + HEADER, end, fromLower, time);
        } else if (type == ALERT && end - at - HEADER == 2 && datagram[at + HEADER] == FATAL && !handshakes.isEmpty()) {
            handshakes.getLast().alert(Bytes.uint8(datagram, at + HEADER + 1));
        }
    }

    private void encrypted(boolean fromLower, Instant time) {
        if (!handshakes.isEmpty()) {
            handshakes.getLast().encrypted(fromLower, time);
        }
    }

    /** A record may hold several messages. */
    private void handshake(byte[] datagram, int begin, int end, boolean fromLower, Instant time) {
        int at = begin;
        while (end - at >= 12) {
            int part = Bytes.uint24(datagram, at + 9);
            int stop = at + 12 + part;
            if (stop > end) {
                return;
            }
            var hello = Handshake.clientHello(datagram, at, stop);
            boolean known = hello.isEmpty()
                    || !handshakes.isEmpty() && handshakes.getLast().isOf(fromLower, hello.get());
            if (!known && handshakes.size() < MAX_HANDSHAKES) {
                handshakes.add(new Handshake(fromLower, hello.orElseThrow(), time));
            }
            if (!handshakes.isEmpty() && known) {
                handshakes.getLast().message(fromLower, datagram, at, stop);
            }
            at = stop;
        }
    }
}
