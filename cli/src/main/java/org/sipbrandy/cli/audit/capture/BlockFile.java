package org.sipbrandy.cli.audit.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The capture file that Wireshark writes, pcapng (draft-ietf-opsawg-pcapng): blocks, of several interfaces. */
final class BlockFile implements FrameSource {
    /** The type of a section header: the same in both byte orders. */
    static final int SECTION = 0x0a0d0d0a;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int PACKET = 6;
    private static final int MAX_INTERFACES = 4096;
    private static final int MAX_BLOCK = 16 << 20;

    private final InputStream in;
    private final List<BlockInterface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;

    private BlockFile(InputStream in) {
        this.in = in;
    }

    /** @param in after the first four octets */
    static BlockFile open(InputStream in) throws IOException {
        var file = new BlockFile(in);
        file.section(Octets.of(in, 4, ByteOrder.BIG_ENDIAN).getInt());
        return file;
    }

    /** §4.1; the length stands before the magic that says in which order it is. */
    private void section(int lengthBigEndian) throws IOException {
        int magic = Octets.of(in, 4, ByteOrder.BIG_ENDIAN).getInt();
        if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
            throw new CaptureException("a section without its byte order");
        }
        boolean big = magic == BYTE_ORDER_MAGIC;
        order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        interfaces.clear();
        int length = checked(big ? lengthBigEndian : Integer.reverseBytes(lengthBigEndian), 28);
        Octets.of(in, length - 12, order);
    }

    private static int checked(int length, int least) throws CaptureException {
        if (length < least || length > MAX_BLOCK || length % 4 != 0) {
            throw new CaptureException("a block of " + Integer.toUnsignedString(length) + " octets");
        }
        return length;
    }

    @Override
    public Optional<LinkFrame> next() throws IOException {
        while (true) {
            var head = Octets.orEnd(in, 8, order);
            if (!head.hasRemaining()) {
                return Optional.empty();
            }
            int type = head.getInt();
            if (type == SECTION) {
                section(head.order(ByteOrder.BIG_ENDIAN).getInt());
                continue;
            }
            int length = checked(head.getInt(), 12);
            var body = Octets.of(in, length - 12, order);
            Octets.of(in, 4, order); // the length once more, for reading backwards
            var frame = block(type, body);
            if (frame.isPresent()) {
                return frame;
            }
        }
    }

    private Optional<LinkFrame> block(int type, ByteBuffer body) throws CaptureException {
        switch (type) {
            case INTERFACE -> {
                if (body.remaining() < 8 || interfaces.size() >= MAX_INTERFACES) {
                    throw new CaptureException("a malformed description of an interface");
                }
                interfaces.add(BlockInterface.read(body));
                return Optional.empty();
            }
            case PACKET -> {
                return body.remaining() < 20 ? broken() : packet(body.getInt(), body);
            }
            case OLD_PACKET -> {
                return body.remaining() < 20 ? broken() : packet(body.getInt() >>> 16, body);
            }
            case SIMPLE_PACKET -> {
                return body.remaining() < 4 ? broken() : simple(body);
            }
            default -> {
                return Optional.empty(); // statistics, names, comments
            }
        }
    }

    private static Optional<LinkFrame> broken() throws CaptureException {
        throw new CaptureException("a block that is too short");
    }

    private BlockInterface at(int index) throws CaptureException {
        if (index < 0 || index >= interfaces.size()) {
            throw new CaptureException("a packet of an interface that is not described");
        }
        return interfaces.get(index);
    }

    /** §4.3. */
    private Optional<LinkFrame> packet(int index, ByteBuffer body) throws CaptureException {
        var from = at(index);
        long time = (body.getInt() & 0xffff_ffffL) << 32 | body.getInt() & 0xffff_ffffL;
        int captured = body.getInt();
        body.getInt();
        if (captured < 0 || captured > body.remaining()) {
            throw new CaptureException("a packet that is longer than its block");
        }
        byte[] octets = new byte[captured];
        body.get(octets);
        return Optional.of(new LinkFrame(from.time(time), from.linkType(), octets));
    }

    /** §4.4: of the first interface, without a time. */
    private Optional<LinkFrame> simple(ByteBuffer body) throws CaptureException {
        var from = at(0);
        int original = body.getInt();
        int limit = from.snapshot() == 0 ? Integer.MAX_VALUE : from.snapshot();
        byte[] octets =
                new byte[Math.min(Math.min(original < 0 ? Integer.MAX_VALUE : original, limit), body.remaining())];
        body.get(octets);
        return Optional.of(new LinkFrame(from.time(0), from.linkType(), octets));
    }
}
