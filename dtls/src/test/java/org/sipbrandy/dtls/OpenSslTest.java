package org.sipbrandy.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sipbrandy.dtls.Fixtures.ALICE;
import static org.sipbrandy.dtls.Fixtures.BOB;
import static org.sipbrandy.dtls.Fixtures.LOCK_STEP;
import static org.sipbrandy.dtls.Fixtures.RANDOM;
import static org.sipbrandy.dtls.Fixtures.expects;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same handshakes with OpenSSL's command line at the other end. */
@Timeout(30)
class OpenSslTest {
    private static final String MATERIAL = "Keying material: ";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private @Nullable Process openssl;
    private final InetAddress loopback = InetAddress.getLoopbackAddress();

    @BeforeEach
    void installed() throws IOException, InterruptedException {
        boolean works;
        try {
            Process version = new ProcessBuilder("openssl", "version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            works = version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException absent) {
            works = false;
        }
        assumeTrue(works, "openssl is not installed");
        write("alice", ALICE);
        write("bob", BOB);
    }

    private void write(String name, DtlsIdentity identity) throws IOException {
        Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        Files.writeString(
                folder.resolve(name + ".pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + base64.encodeToString(identity.privateKey().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n"
                        + base64.encodeToString(identity.certificate())
                        + "\n-----END CERTIFICATE-----\n");
    }

    @AfterEach
    void stop() {
        Process running = openssl;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    @Test
    @DisplayName("DTLS-24 DTLS-18 DTLS-39 as client against OpenSSL with a cookie exchange: same keying material")
    void client() throws IOException {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, loopback)) {
            port = free.getLocalPort();
        }
        BufferedReader output = run(List.of(
                "s_server",
                "-dtls1_2",
                "-listen",
                "-accept",
                "127.0.0.1:" + port,
                "-Verify",
                "1",
                "-cert",
                pem("bob"),
                "-key",
                pem("bob"),
                "-use_srtp",
                "SRTP_AES128_CM_SHA1_80",
                "-keymatexport",
                "EXTRACTOR-dtls_srtp",
                "-keymatexportlen",
                "60"));
        awaitLine(output, "ACCEPT");
        try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
            DtlsAssociation alice = new DtlsAssociation(
                    DtlsRole.CLIENT, ALICE, DtlsConfiguration.DEFAULT, expects(BOB), RANDOM, LOCK_STEP);
            DtlsOutput result = drive(alice, socket, new InetSocketAddress(loopback, port));
            assertThat(result).isInstanceOf(DtlsOutput.Connected.class);
            if (result instanceof DtlsOutput.Connected connected) {
                assertThat(connected.profile()).isEqualTo(SrtpProfileId.AES128_CM_HMAC_SHA1_80);
                assertThat(hex(connected.keys(), DtlsRole.CLIENT)).isEqualTo(material(output));
            }
            alice.close(System.nanoTime());
        }
    }

    @Test
    @DisplayName("DTLS-18 DTLS-39 as server against OpenSSL: same keying material")
    void server() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
            List<String> lines = new ArrayList<>();
            BufferedReader output = run(List.of(
                    "s_client",
                    "-dtls1_2",
                    "-connect",
                    "127.0.0.1:" + socket.getLocalPort(),
                    "-cert",
                    pem("alice"),
                    "-key",
                    pem("alice"),
                    "-use_srtp",
                    "SRTP_AEAD_AES_128_GCM",
                    "-keylogfile",
                    folder.resolve("keys").toString(),
                    "-keymatexport",
                    "EXTRACTOR-dtls_srtp",
                    "-keymatexportlen",
                    "56"));
            DtlsAssociation bob = new DtlsAssociation(
                    DtlsRole.SERVER,
                    BOB,
                    DtlsConfiguration.DEFAULT.withKeyLog(lines::add),
                    expects(ALICE),
                    RANDOM,
                    LOCK_STEP);
            DtlsOutput result = drive(bob, socket, null);
            assertThat(result).isInstanceOf(DtlsOutput.Connected.class);
            if (result instanceof DtlsOutput.Connected connected) {
                assertThat(connected.profile()).isEqualTo(SrtpProfileId.AEAD_AES_128_GCM);
                assertThat(hex(connected.keys(), DtlsRole.SERVER)).isEqualTo(material(output));
            }
            assertThat(Files.readString(folder.resolve("keys")).toLowerCase(Locale.ROOT))
                    .contains(lines.getFirst().toLowerCase(Locale.ROOT));
            bob.close(System.nanoTime());
        }
    }

    @Test
    @DisplayName("DTLS-06 as server against OpenSSL without a certificate: refused")
    void noCertificate() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
            run(List.of(
                    "s_client",
                    "-dtls1_2",
                    "-connect",
                    "127.0.0.1:" + socket.getLocalPort(),
                    "-use_srtp",
                    "SRTP_AEAD_AES_128_GCM"));
            DtlsAssociation bob = new DtlsAssociation(
                    DtlsRole.SERVER, BOB, DtlsConfiguration.DEFAULT, expects(ALICE), RANDOM, LOCK_STEP);
            assertThat(drive(bob, socket, null)).isInstanceOfSatisfying(DtlsOutput.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(DtlsFailure.CERTIFICATE_MISSING);
                assertThat(failed.alert()).hasValue(40);
            });
        }
    }

    @Test
    @DisplayName("DTLS-06 as client against OpenSSL that asks for no certificate: refused")
    void certificateNotAskedFor() throws IOException {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, loopback)) {
            port = free.getLocalPort();
        }
        BufferedReader output = run(List.of(
                "s_server",
                "-dtls1_2",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                pem("bob"),
                "-key",
                pem("bob"),
                "-use_srtp",
                "SRTP_AES128_CM_SHA1_80"));
        awaitLine(output, "ACCEPT");
        try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
            DtlsAssociation alice = new DtlsAssociation(
                    DtlsRole.CLIENT, ALICE, DtlsConfiguration.DEFAULT, expects(BOB), RANDOM, LOCK_STEP);
            assertThat(drive(alice, socket, new InetSocketAddress(loopback, port)))
                    .isInstanceOfSatisfying(
                            DtlsOutput.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(DtlsFailure.CERTIFICATE_MISSING));
        }
    }

    private String pem(String name) {
        return folder.resolve(name + ".pem").toString();
    }

    private BufferedReader run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        openssl = process;
        return process.inputReader();
    }

    private static String awaitLine(BufferedReader output, String part) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("No " + part + " in " + seen);
    }

    private static String material(BufferedReader output) throws IOException {
        String line = awaitLine(output, MATERIAL);
        return line.substring(line.indexOf(MATERIAL) + MATERIAL.length())
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String hex(SrtpKeyingMaterial keys, DtlsRole role) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean client = role == DtlsRole.CLIENT;
        bytes.writeBytes(client ? keys.localKey() : keys.remoteKey());
        bytes.writeBytes(client ? keys.remoteKey() : keys.localKey());
        bytes.writeBytes(client ? keys.localSalt() : keys.remoteSalt());
        bytes.writeBytes(client ? keys.remoteSalt() : keys.localSalt());
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** Runs the handshake in real time until it tells its result. */
    private static DtlsOutput drive(
            DtlsAssociation association, DatagramSocket socket, @Nullable InetSocketAddress peer) throws IOException {
        InetSocketAddress target = peer;
        byte[] buffer = new byte[4096];
        association.start(System.nanoTime());
        while (true) {
            for (DtlsOutput output = association.poll(); output != null; output = association.poll()) {
                if (output instanceof DtlsOutput.Send(byte[] datagram)) {
                    socket.send(new DatagramPacket(datagram, datagram.length, target));
                } else {
                    return output;
                }
            }
            long wait =
                    Duration.ofNanos(association.deadline() - System.nanoTime()).toMillis();
            socket.setSoTimeout((int) Math.clamp(wait, 1, 1000));
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                target = new InetSocketAddress(packet.getAddress(), packet.getPort());
                association.receive(Arrays.copyOf(buffer, packet.getLength()), System.nanoTime());
            } catch (SocketTimeoutException e) {
                association.timeout(System.nanoTime());
            }
        }
    }
}
