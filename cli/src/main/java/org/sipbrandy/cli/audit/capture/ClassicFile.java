package org.sipbrandy.cli.audit.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/** The classic capture file (draft-ietf-opsawg-pcap), in either byte order, of micro- or nanoseconds. */
final class ClassicFile implements FrameSource {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int REST_OF_HEADER = 20;
    private static final int RECORD_HEADER = 16;

    private final InputStream in;
    private final ByteOrder order;
    private final int nanosPerUnit;
    private final int linkType;

    private ClassicFile(InputStream in, ByteOrder order, int nanosPerUnit, int linkType) {
        this.in = in;
        this.order = order;
        this.nanosPerUnit = nanosPerUnit;
        this.linkType = linkType;
    }

    /** Whether a file that begins so is one. */
    static boolean begins(int magic) {
        return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
    }

    private static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS;
    }

    /** @param magic the first four octets, big-endian, already read */
    static ClassicFile open(int magic, InputStream in) throws IOException {
        var order = isMagic(magic) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int own = order == ByteOrder.BIG_ENDIAN ? magic : Integer.reverseBytes(magic);
        var header = Octets.of(in, REST_OF_HEADER, order);
        int linkType = header.getInt(16) & 0xffff; // §4: the upper bits tell of the frame check sequence
        return new ClassicFile(in, order, own == NANOSECONDS ? 1 : 1000, linkType);
    }

    @Override
    public Optional<LinkFrame> next() throws IOException {
        var header = Octets.orEnd(in, RECORD_HEADER, order);
        if (!header.hasRemaining()) {
            return Optional.empty();
        }
        long seconds = header.getInt() & 0xffff_ffffL;
        long units = header.getInt() & 0xffff_ffffL;
        int length = header.getInt();
        if (length < 0 || length > MAX_FRAME) {
            throw new CaptureException("a packet of " + Integer.toUnsignedString(length) + " octets");
        }
        byte[] octets = Octets.of(in, length, order).array();
        return Optional.of(new LinkFrame(Instant.ofEpochSecond(seconds, units * nanosPerUnit), linkType, octets));
    }
}
