package org.sipbrandy.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** What tshark sees on an interface. */
final class Capture implements AutoCloseable {
    /** The last packet of a capture; nobody listens there (discard, RFC 863). */
    private static final String MARK = "end-of-capture";

    private static final int MARK_PORT = 9;

    private final Program program;
    private final Path folder;
    private final Path file;

    private Capture(Program program, Path folder, Path file) {
        this.program = program;
        this.folder = folder;
        this.file = file;
    }

    /** One packet: the fields that were asked for; those it does not have are empty. */
    record Packet(Map<String, String> fields) {
        String get(String field) {
            return fields.getOrDefault(field, "");
        }

        /** Every value of a field that comes more than once. */
        List<String> all(String field) {
            return has(field) ? List.of(get(field).split(",")) : List.of();
        }

        boolean has(String field) {
            return !get(field).isEmpty();
        }

        /** Seconds since the epoch. */
        double time() {
            return Double.parseDouble(get("frame.time_epoch"));
        }

        /** The first octet of a datagram, which tells STUN, DTLS and RTP apart (RFC 7983 §7); -1 for other packets. */
        int firstOctet() {
            return has("udp.payload") ? Integer.parseInt(get("udp.payload").substring(0, 2), 16) : -1;
        }
    }

    /** Begins; returns once nothing is missed any more. */
    static Capture start(Host host, String network, Path folder) {
        var file = folder.resolve("capture.pcapng");
        // -l: says at once that it has begun
        var program = Program.start(host, folder, List.of("tshark", "-l", "-i", network, "-w", file.toString()));
        program.awaitLine(line -> line.startsWith("Capturing on") || line.contains("Capture started"));
        return new Capture(program, folder, file);
    }

    /**
     * Ends it; every packet that passed before is on disk then. The kernel hands packets over in blocks, and a capture that
     * is told to end loses the block that is being filled; so it ends when a datagram sent after all others is on disk.
     *
     * @param link the cable that it listens at
     */
    void stop(Link link) {
        var to = "/dev/udp/" + link.callee().address() + "/" + MARK_PORT;
        Program.run(link.caller(), folder, List.of("bash", "-c", "printf " + MARK + " > " + to));
        Awaitility.await("the mark at the end of the capture")
                .atMost(Program.PATIENCE)
                .until(this::marked);
        program.end();
    }

    private boolean marked() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The capture itself, once it has been ended. */
    Path file() {
        return file;
    }

    /**
     * The packets that pass a display filter, in order.
     *
     * @param sipPort the TCP port to be read as SIP
     */
    List<Packet> read(int sipPort, String filter, String... fields) {
        var withoutMark = "(" + filter + ") && !(udp.port == " + MARK_PORT + ")";
        var command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-Y", withoutMark));
        command.addAll(List.of("-d", "tcp.port==" + sipPort + ",sip"));
        command.addAll(List.of("-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=,"));
        var all = new ArrayList<>(List.of("frame.number", "frame.time_epoch", "ip.src"));
        all.addAll(List.of(fields));
        all.forEach(field -> command.addAll(List.of("-e", field)));
        var packets = new ArrayList<Packet>();
        for (String line : Program.run(Host.LOOPBACK, folder, command)) {
            String[] values = line.split("\t", -1);
            if (values.length == all.size()) { // anything else is tshark's remark about running as root
                var found = new HashMap<String, String>();
                for (int i = 0; i < values.length; i++) {
                    found.put(all.get(i), values[i]);
                }
                packets.add(new Packet(Map.copyOf(found)));
            }
        }
        return packets;
    }

    @Override
    public void close() {
        program.close();
    }
}
