package org.sipbrandy.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** What {@code openssl speed} measures on the same machine: the bare operation, without a protocol around it. */
final class OpenSsl {
    private static final int PACKET = 160;
    private static final int PATIENCE_SECONDS = 30;

    private OpenSsl() {}

    /** AES-GCM over 160 octets, operations a second. */
    static OptionalDouble gcm(int bits) {
        var octets = field("+F:", 3, "-bytes", "" + PACKET, "-evp", "aes-" + bits + "-gcm");
        return octets.isPresent() ? OptionalDouble.of(octets.getAsDouble() / PACKET) : octets;
    }

    /** ECDSA on P-256, microseconds a signature. */
    static OptionalDouble sign() {
        return micros(3);
    }

    /** ECDSA on P-256, microseconds a verification. */
    static OptionalDouble verify() {
        return micros(4);
    }

    private static OptionalDouble micros(int column) {
        var rate = field("+F4:", column, "ecdsap256");
        return rate.isPresent() ? OptionalDouble.of(1e6 / rate.getAsDouble()) : rate;
    }

    /** One number of its machine-readable output; empty where there is no openssl. */
    private static OptionalDouble field(String line, int column, String... arguments) {
        var command = new ArrayList<>(List.of("openssl", "speed", "-mr", "-seconds", "1"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
            }
            return output.lines()
                    .filter(one -> one.startsWith(line))
                    .mapToDouble(one -> Double.parseDouble(one.split(":", -1)[column]))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalDouble.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }
}
