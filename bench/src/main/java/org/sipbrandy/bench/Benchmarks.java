package org.sipbrandy.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs all benchmarks and prints a table: the figure, the target, the peer and the ratio to it. */
public final class Benchmarks {
    private static final double MILLION = 1e6;

    /** Whether others were at work when this began. */
    private static final boolean BUSY = busy();

    private Benchmarks() {}

    /** {@code [--quick] [ROOT]}: the root of a checkout, to measure its launcher as well. */
    public static void main(String[] arguments) throws Exception {
        var words = new ArrayList<>(List.of(arguments));
        boolean quick = words.remove("--quick");
        var results = measure(quick);
        printHead();
        messages(results);
        identity(results);
        srtp(results);
        if (!words.isEmpty()) {
            call(Path.of(words.getFirst()), quick);
        }
    }

    private static Collection<RunResult> measure(boolean quick) throws RunnerException {
        var options = new OptionsBuilder()
                .include("org.sipbrandy.bench.*Benchmark.*")
                .verbosity(VerboseMode.SILENT)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(quick ? 300 : 1200))
                .measurementIterations(4)
                .measurementTime(TimeValue.milliseconds(quick ? 100 : 500));
        if (quick) {
            options.param("profile", "AEAD_AES_128_GCM");
        }
        var corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        if (corretto == null || corretto.getLoadingError() != null) {
            options.param("subject", "BRANDY_JDK", "JITSI").param("provider", "JDK", "BOUNCY_CASTLE");
        }
        System.err.println("measuring, about " + (quick ? "half a minute" : "three minutes") + "…");
        return new Runner(options.build()).run();
    }

    private static void messages(Collection<RunResult> results) {
        double parse = score(results, "parseInvite");
        row("parse an INVITE of 1.4 kB", micros(parse), "≤ 5 µs" + mark(parse <= 5), "", OptionalDouble.empty());
        micros(results, "parse the signed INVITE, 2.7 kB", "parseSignedInvite");
        micros(results, "encode the signed INVITE", "encodeSignedInvite");
        micros(results, "read its multipart and description", "readBody");
        micros(results, "parse a session description", "parseSdp");
        micros(results, "write a session description", "writeSdp");
    }

    private static void identity(Collection<RunResult> results) {
        var signing = OpenSsl.sign();
        var verifying = OpenSsl.verify();
        double sign = score(results, ".sign");
        row(
                "sign a PASSporT (RFC 6979)",
                micros(sign),
                target("≥ 0.2 of it", sign, signing, 0.2),
                peer("openssl ECDSA", signing),
                ratio(sign, signing));
        for (var provider : IdentityBenchmark.Subject.values()) {
            double verify = score(results, "verifySignature", provider.name());
            if (!Double.isNaN(verify)) {
                // The targets are for what an agent chooses.
                boolean chosen = provider == IdentityBenchmark.Subject.CORRETTO;
                String name = provider.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                row(
                        "verify a PASSporT, " + name,
                        micros(verify),
                        chosen ? target("≥ 0.6 of it", verify, verifying, 0.6) : "",
                        peer("openssl ECDSA", verifying),
                        ratio(verify, verifying));
                double whole = score(results, "verificationService", provider.name());
                row(
                        "whole verification service, " + name,
                        micros(whole),
                        chosen ? "≥ 15,000 /s" + mark(1e6 / whole >= 15_000) : "",
                        String.format(Locale.ROOT, "%,.0f /s", 1e6 / whole),
                        OptionalDouble.empty());
            }
        }
    }

    private static void srtp(Collection<RunResult> results) {
        var gcm128 = OpenSsl.gcm(128);
        var gcm256 = OpenSsl.gcm(256);
        for (String profile : List.of("AEAD_AES_128_GCM", "AEAD_AES_256_GCM", "AES128_CM_HMAC_SHA1_80")) {
            boolean gcm = profile.endsWith("GCM");
            var openssl = !gcm ? OptionalDouble.empty() : profile.contains("128") ? gcm128 : gcm256;
            for (String operation : List.of("protect", "unprotect")) {
                double jitsi = score(results, "." + operation, profile, "JITSI");
                for (String subject : List.of("BRANDY_JDK", "BRANDY_CORRETTO")) {
                    double rate = score(results, "." + operation, profile, subject);
                    if (Double.isNaN(rate)) {
                        continue;
                    }
                    // The target is for what an agent chooses.
                    boolean chosen = subject.equals("BRANDY_CORRETTO");
                    String name = operation + " " + profile + ", " + (chosen ? "corretto" : "jdk");
                    String target = gcm && chosen ? "≥ 2 M/s" + mark(rate >= 2 * MILLION) : "";
                    row(name, rate(rate), target, "jitsi-srtp " + rate(jitsi), OptionalDouble.of(rate / jitsi));
                    if (chosen && openssl.isPresent()) {
                        double bare = openssl.getAsDouble();
                        row("", "", "", "openssl, bare GCM " + rate(bare), OptionalDouble.of(rate / bare));
                    }
                }
            }
        }
    }

    private static void call(Path root, boolean quick) throws Exception {
        var call = CallMeasurement.best(root, quick ? 1 : 3, quick ? 2 : 10);
        row(
                "brandy call: command to INVITE sent",
                millis(call.invite()),
                "≤ 1500 ms" + mark(call.invite() <= 1500),
                "",
                OptionalDouble.empty());
        row("brandy call: command to first media", millis(call.media()), "", "", OptionalDouble.empty());
        row(
                "brandy call with " + CallMeasurement.HEAP + ", playing, recording",
                call.done() ? "works" : "FAILED",
                "works" + mark(call.done()),
                "",
                OptionalDouble.empty());
    }

    /** The score of the one benchmark whose name and parameters contain all these; NaN if there is none. */
    private static double score(Collection<RunResult> results, String name, String... parameters) {
        return results.stream()
                .filter(it -> it.getParams().getBenchmark().endsWith(name))
                .filter(it -> List.of(parameters).stream()
                        .allMatch(wanted -> it.getParams().getParamsKeys().stream()
                                .anyMatch(key -> it.getParams().getParam(key).equals(wanted))))
                .mapToDouble(Benchmarks::best)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Of the best iteration: what disturbs one only makes it slower. */
    private static double best(RunResult result) {
        var iterations = result.getPrimaryResult().getStatistics();
        return result.getParams().getMode() == Mode.Throughput ? iterations.getMax() : iterations.getMin();
    }

    private static void micros(Collection<RunResult> results, String text, String name, String... parameters) {
        row(text, micros(score(results, name, parameters)), "", "", OptionalDouble.empty());
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, "%.2f µs", value);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.0f ms", value);
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, "%.2f M/s", value / MILLION);
    }

    private static String peer(String name, OptionalDouble micros) {
        return micros.isPresent() ? name + " " + micros(micros.getAsDouble()) : "";
    }

    /** A target that is a part of the peer's speed; none where there is no peer. */
    private static String target(String text, double own, OptionalDouble peer, double part) {
        var ratio = ratio(own, peer);
        return ratio.isPresent() ? text + mark(ratio.getAsDouble() >= part) : "";
    }

    /** How much faster than the peer; both are times. */
    private static OptionalDouble ratio(double own, OptionalDouble peer) {
        return peer.isPresent() ? OptionalDouble.of(peer.getAsDouble() / own) : OptionalDouble.empty();
    }

    /** A target that is missed on a busy machine may be met on an idle one. */
    private static String mark(boolean met) {
        return met ? " ✓" : BUSY ? " ?" : " ✗";
    }

    private static boolean busy() {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        return machine.getSystemLoadAverage() > machine.getAvailableProcessors() + 1;
    }

    private static void printHead() {
        if (BUSY) {
            System.out.println(
                    "The machine is busy: these figures are worse than it can do, and targets stay open (?).");
        }
        System.out.printf("%-52s %-12s %-14s %-32s %s%n", "", "measured", "target", "peer", "speed to peer's");
    }

    private static void row(String text, String figure, String target, String peer, OptionalDouble ratio) {
        System.out.printf(
                Locale.ROOT,
                "%-52s %-12s %-14s %-32s %s%n",
                text,
                figure,
                target,
                peer,
                ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "");
    }
}
