package org.sipbrandy.cli.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sipbrandy.call.media.Fingerprints;
import org.sipbrandy.cli.audit.media.Checks;
import org.sipbrandy.cli.audit.media.Handshake;
import org.sipbrandy.cli.audit.media.RtpStream;

/** The media of one call, as far as it was captured. */
record CallMedia(List<CallPath> paths) {
    static final CallMedia NONE = new CallMedia(List.of());

    CallMedia {
        paths = List.copyOf(paths);
    }

    /** The checks that one side sent. */
    List<Checks> checks(boolean byCaller) {
        return paths.stream()
                .flatMap(path -> path.checks().stream().filter(one -> path.ofCaller(one.lowerSends()) == byCaller))
                .toList();
    }

    /** When one side's check was answered first. */
    Optional<Instant> answered(boolean byCaller) {
        return checks(byCaller).stream()
                .flatMap(one -> one.firstAnswer().stream())
                .min(Comparator.naturalOrder());
    }

    /** When both sides' checks had been answered. */
    Optional<Instant> connected() {
        return answered(true)
                .flatMap(caller -> answered(false).map(callee -> caller.isAfter(callee) ? caller : callee));
    }

    /** The ends of the path that was nominated. */
    Optional<String> nominated() {
        return paths.stream()
                .filter(path ->
                        path.checks().stream().anyMatch(one -> one.nominated().isPresent()))
                .findFirst()
                .map(CallPath::ends);
    }

    List<Handshake> handshakes() {
        return paths.stream()
                .flatMap(path -> path.handshakes().stream())
                .sorted(Comparator.comparing(Handshake::begun))
                .toList();
    }

    /** The first handshake that was completed. */
    Optional<Handshake> completed() {
        return handshakes().stream()
                .filter(one -> one.done().isPresent())
                .min(Comparator.comparing(one -> one.done().orElseThrow()));
    }

    /** The fingerprints of all certificates that one side showed in handshakes that were completed, each apart. */
    List<Set<String>> shown(boolean byCaller, Predicate<Handshake> of) {
        return paths.stream()
                .flatMap(path -> path.handshakes().stream()
                        .filter(of)
                        .flatMap(one -> one.certificate(byCaller == path.callerIsLower()).stream()))
                .map(certificate -> (Set<String>) new TreeSet<>(Fingerprints.of(certificate)))
                .distinct()
                .toList();
    }

    /** The sources of one side. */
    List<RtpStream> streams(boolean byCaller) {
        return paths.stream()
                .flatMap(path -> path.streams().stream().filter(one -> path.ofCaller(one.lowerSends()) == byCaller))
                .toList();
    }

    Stream<RtpStream> allStreams() {
        return paths.stream().flatMap(path -> path.streams().stream());
    }

    static long packets(List<RtpStream> streams) {
        return streams.stream().mapToLong(RtpStream::packets).sum();
    }

    static Optional<Instant> first(List<RtpStream> streams) {
        return streams.stream().map(RtpStream::first).min(Comparator.naturalOrder());
    }

    /** The longest time without an answer to a check when something left. */
    Optional<Duration> oldestConsent() {
        return allStreams().flatMap(one -> one.oldestConsent().stream()).max(Comparator.naturalOrder());
    }
}
