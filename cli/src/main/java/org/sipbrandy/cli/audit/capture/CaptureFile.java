package org.sipbrandy.cli.audit.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A capture in a file: pcap or pcapng, compressed by gzip or not. Gives the packets above IP, in the order of the file;
 * what is neither UDP nor TCP is passed over. Not thread-safe.
 */
public final class CaptureFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP = 0x1f8b;

    private final InputStream in;
    private final FrameSource source;
    private final NetworkLayer network = new NetworkLayer();
    private long packets;
    private Optional<String> breach = Optional.empty();

    private CaptureFile(InputStream in, FrameSource source) {
        this.in = in;
        this.source = source;
    }

    /** @throws CaptureException with one line, if it cannot be read or is no capture */
    public static CaptureFile open(Path file) throws IOException {
        InputStream in;
        try {
            in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        } catch (NoSuchFileException _) {
            throw new CaptureException("cannot read " + file + ": there is no such file");
        } catch (IOException e) {
            throw new CaptureException("cannot read " + file + ": " + e.getMessage());
        }
        return open(in, file.toString());
    }

    /**
     * Reads what another program writes.
     *
     * @param in closed with this
     * @param name for messages
     */
    public static CaptureFile open(InputStream in, String name) throws IOException {
        try {
            var plain = plain(in.markSupported() ? in : new BufferedInputStream(in, BUFFER));
            return new CaptureFile(plain, source(plain, name));
        } catch (IOException e) {
            in.close();
            throw e instanceof CaptureException known ? known : new CaptureException(notOne(name));
        }
    }

    private static String notOne(String name) {
        return name
                + " is no capture that can be read: neither pcap nor pcapng, as Wireshark, tcpdump and dumpcap write";
    }

    private static InputStream plain(InputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    }

    private static FrameSource source(InputStream in, String name) throws IOException {
        int magic = Octets.of(in, 4, ByteOrder.BIG_ENDIAN).getInt();
        if (magic == BlockFile.SECTION) {
            return BlockFile.open(in);
        }
        if (ClassicFile.begins(magic)) {
            return ClassicFile.open(magic, in);
        }
        throw new CaptureException(notOne(name));
    }

    /** The next packet; empty at the end of the file, or where it cannot be read any further. */
    public Optional<Packet> next() throws IOException {
        try {
            while (true) {
                var frame = source.next();
                if (frame.isEmpty()) {
                    return Optional.empty();
                }
                packets++;
                var packet = network.read(frame.get());
                if (packet.isPresent()) {
                    return packet;
                }
            }
        } catch (EOFException _) {
            breach = Optional.of("it ends in the middle of a packet");
        } catch (CaptureException e) {
            breach = Optional.of("it is broken: " + e.getMessage());
        } catch (ZipException _) {
            breach = Optional.of("it is broken: the compressed part is not what gzip writes");
        }
        return Optional.empty();
    }

    /** How many packets of any kind were read. */
    public long packets() {
        return packets;
    }

    /** Why it could not be read to its end; empty if it could. */
    public Optional<String> breach() {
        return breach;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
