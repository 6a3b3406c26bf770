package org.sipbrandy.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.cli.audit.capture.CaptureException;
import org.sipbrandy.cli.audit.capture.CaptureFile;
import org.sipbrandy.cli.audit.capture.Packet;
import org.sipbrandy.cli.audit.media.MediaFlows;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateSource;

/** Reads a capture and says of every call in it how well it was protected. */
public final class Audit {
    private final TrustAnchors anchors;
    private final CertificateSource certificates;
    private final Tshark tshark;

    /**
     * @param anchors whose certificates are believed
     * @param certificates where those come from that are not in the requests
     */
    public Audit(TrustAnchors anchors, CertificateSource certificates) {
        this(anchors, certificates, "tshark");
    }

    Audit(TrustAnchors anchors, CertificateSource certificates, String tshark) {
        this.anchors = anchors;
        this.certificates = certificates;
        this.tshark = new Tshark(tshark);
    }

    /**
     * What came of it.
     *
     * @param calls in the order in which they began
     * @param packets how many there were in the capture, of any kind
     * @param breach why the capture could not be read to its end
     * @param tlsPorts on which TLS was begun
     * @param loosePaths of media that belong to no call that could be read
     * @param leftOut how many messages, and paths of media, were too many to be looked at
     */
    public record Result(
            List<AuditedCall> calls,
            long packets,
            Optional<String> breach,
            Set<Integer> tlsPorts,
            List<String> loosePaths,
            long leftOut) {
        public Result {
            calls = List.copyOf(calls);
            tlsPorts = Set.copyOf(tlsPorts);
            loosePaths = List.copyOf(loosePaths);
        }
    }

    /**
     * Reads a capture.
     *
     * @param keyLog keys of TLS, in NSS format, for tshark
     * @throws CaptureException with one line, if it cannot be read
     * @throws MissingProgram if there is a key log and no tshark
     */
    public Result of(Path capture, Optional<Path> keyLog) throws IOException {
        if (keyLog.isPresent() && !Files.isReadable(keyLog.get())) {
            throw new CaptureException("cannot read " + keyLog.get());
        }
        var book = new CallBook();
        var flows = new MediaFlows();
        var signalling = new Signalling(book::add);
        long packets;
        Optional<String> breach;
        try (var file = CaptureFile.open(capture)) {
            Instant last = Instant.EPOCH;
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                var packet = next.get();
                last = packet.time();
                if (!signalling.add(packet) && packet instanceof Packet.Datagram datagram) {
                    flows.add(datagram);
                }
            }
            signalling.end(last);
            packets = file.packets();
            breach = file.breach();
        }
        if (keyLog.isPresent()) {
            tshark.decrypt(capture, keyLog.get(), signalling.tlsPorts(), signalling::add);
        }
        var index = new MediaIndex(flows.all());
        var check = new SignatureCheck(anchors, certificates);
        var calls = new ArrayList<AuditedCall>();
        for (ObservedCall call : book.calls()) {
            calls.add(Assessment.of(call, index.of(call), check));
        }
        var loose = index.unclaimed().stream()
                .filter(flow -> !flow.streams().isEmpty() || !flow.handshakes().isEmpty())
                .map(flow -> flow.lower() + " and " + flow.upper())
                .toList();
        return new Result(calls, packets, breach, signalling.tlsPorts(), loose, book.leftOut() + flows.forgotten());
    }
}
