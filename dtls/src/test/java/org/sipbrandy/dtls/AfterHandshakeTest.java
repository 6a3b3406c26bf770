package org.sipbrandy.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sipbrandy.dtls.Fixtures.ALICE;
import static org.sipbrandy.dtls.Fixtures.BOB;
import static org.sipbrandy.dtls.Fixtures.LOCK_STEP;
import static org.sipbrandy.dtls.Fixtures.RANDOM;
import static org.sipbrandy.dtls.Fixtures.client;
import static org.sipbrandy.dtls.Fixtures.connected;
import static org.sipbrandy.dtls.Fixtures.expects;
import static org.sipbrandy.dtls.Fixtures.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.crypto.TlsEncodeResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AfterHandshakeTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    private final ObservedCrypto aliceCrypto = new ObservedCrypto(RANDOM, Optional.empty());
    private final ObservedCrypto bobCrypto = new ObservedCrypto(RANDOM, Optional.empty());
    private final DtlsAssociation alice = new DtlsAssociation(
            DtlsRole.CLIENT, ALICE, DtlsConfiguration.DEFAULT, expects(BOB), aliceCrypto, LOCK_STEP);
    private final DtlsAssociation bob =
            new DtlsAssociation(DtlsRole.SERVER, BOB, DtlsConfiguration.DEFAULT, expects(ALICE), bobCrypto, LOCK_STEP);
    private final Link link = new Link(alice, bob);

    @Test
    @DisplayName("DTLS-28 CONSENT-07 close_notify closes both ends, whoever sends it")
    void closeNotify() {
        link.run(LONG);
        alice.close(link.now);
        assertThat(alice.state()).isEqualTo(DtlsState.CLOSED);
        link.proceed(LONG);
        assertThat(link.second).last().isEqualTo(new DtlsOutput.PeerClosed(0));
        assertThat(bob.state()).isEqualTo(DtlsState.CLOSED);
        assertThat(link.first).hasSize(1);
        int sent = link.fromFirst.size();
        alice.close(link.now);
        link.proceed(LONG);
        assertThat(link.fromFirst).hasSize(sent);
    }

    @Test
    @DisplayName("DTLS-28 CONSENT-07 an authenticated fatal alert ends the association")
    void fatalAlert() throws IOException {
        link.run(LONG);
        link.inject(false, encrypted(aliceCrypto, ContentType.alert, new byte[] {2, 80}, 100));
        link.proceed(LONG);
        assertThat(link.second).last().isEqualTo(new DtlsOutput.PeerClosed(80));
    }

    @Test
    @DisplayName("DTLS-21 a HelloRequest is refused with a no_renegotiation warning and the association goes on")
    void helloRequest() throws IOException {
        link.run(LONG);
        int before = link.fromFirst.size();
        byte[] request = encrypted(bobCrypto, ContentType.handshake, new byte[12], 100);
        link.inject(true, request);
        link.inject(true, request);
        link.proceed(LONG);
        assertThat(link.fromFirst).as("one answer, none to the copy").hasSize(before + 1);
        assertThat(decrypted(bobCrypto, link.fromFirst.getLast())).containsExactly(1, 100);
        assertThat(alice.state()).isEqualTo(DtlsState.CONNECTED);
        assertThat(bob.state()).isEqualTo(DtlsState.CONNECTED);
    }

    @Test
    @DisplayName(
            "DTLS-21 a ClientHello under the keys is refused with a no_renegotiation warning and the association goes on")
    void renegotiatingClient() throws IOException {
        link.run(LONG);
        byte[] hello = AttackTest.split(link.fromFirst.getFirst()).getFirst();
        byte[] message = Arrays.copyOfRange(hello, Records.HEADER, hello.length);
        link.inject(false, encrypted(aliceCrypto, ContentType.handshake, message, 100));
        link.proceed(LONG);
        assertThat(decrypted(aliceCrypto, link.fromSecond.getLast())).containsExactly(1, 100);
        assertThat(alice.state()).isEqualTo(DtlsState.CONNECTED);
        assertThat(bob.state()).isEqualTo(DtlsState.CONNECTED);
    }

    @Test
    @DisplayName("DTLS-22 application data is ignored")
    void applicationData() throws IOException {
        link.run(LONG);
        int sent = link.fromSecond.size();
        link.inject(false, encrypted(aliceCrypto, ContentType.application_data, new byte[] {1, 2, 3}, 100));
        link.proceed(LONG);
        assertThat(link.second).hasSize(1);
        assertThat(link.fromSecond).hasSize(sent);
        assertThat(bob.state()).isEqualTo(DtlsState.CONNECTED);
    }

    @Test
    @DisplayName("DTLS-37 the server repeats its last flight when the client repeats its own")
    void lastFlightLost() {
        link.through((fromFirst, datagram) -> fromFirst || link.fromSecond.size() != 2);
        link.run(LONG);
        assertThat(link.fromSecond).hasSize(3);
        assertThat(link.fromFirst).hasSize(3);
        assertThat(Fixtures.sameKeys(
                        connected(link.first).keys(), connected(link.second).keys()))
                .isTrue();
    }

    @Test
    @DisplayName("DTLS-27 keys are wiped by whoever owns them, and by close if nobody took them")
    void wiped() {
        link.run(LONG);
        SrtpKeyingMaterial keys = connected(link.first).keys();
        byte[] key = keys.localKey();
        assertThat(keys.toString()).isEqualTo("SrtpKeyingMaterial[hidden]");
        keys.close();
        assertThat(key).containsOnly(0);
        assertThatThrownBy(keys::localKey).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("DTLS-28 closing an unfinished handshake ends it and its thread, both roles")
    void closeDuringHandshake() throws InterruptedException {
        for (DtlsRole role : DtlsRole.values()) {
            Thread[] thread = new Thread[1];
            DtlsAssociation association = new DtlsAssociation(
                    role,
                    ALICE,
                    DtlsConfiguration.DEFAULT,
                    expects(BOB),
                    RANDOM,
                    new HandshakeDrive.LockStep(task -> thread[0] = Thread.startVirtualThread(task)));
            association.start(0);
            association.close(1);
            assertThat(Objects.requireNonNull(thread[0]).join(Duration.ofSeconds(10)))
                    .isTrue();
            assertThat(association.state()).isEqualTo(DtlsState.CLOSED);
            assertThat(association.deadline()).isEqualTo(Long.MAX_VALUE);
            for (DtlsOutput output = association.poll(); output != null; output = association.poll()) {
                assertThat(output).isInstanceOf(DtlsOutput.Send.class);
            }
        }
    }

    @Test
    @DisplayName("DTLS-03 a server takes a ClientHello that came before it was started")
    void earlyClientHello() {
        DtlsAssociation early = server(DtlsConfiguration.DEFAULT);
        DtlsAssociation caller = client(DtlsConfiguration.DEFAULT);
        caller.start(0);
        if (caller.poll() instanceof DtlsOutput.Send(byte[] hello)) {
            early.receive(hello, 1);
        }
        assertThat(early.poll()).isNull();
        early.start(2);
        assertThat(early.poll()).isInstanceOf(DtlsOutput.Send.class);
        early.close(3);
        caller.close(3);
    }

    private static byte[] encrypted(ObservedCrypto crypto, short type, byte[] content, long sequence)
            throws IOException {
        TlsEncodeResult record = Objects.requireNonNull(crypto.cipher())
                .encodePlaintext(
                        1L << 48 | sequence, type, ProtocolVersion.DTLSv12, Records.HEADER, content, 0, content.length);
        byte[] bytes = Arrays.copyOfRange(record.buf, record.off, record.off + record.len);
        bytes[0] = (byte) type;
        bytes[1] = (byte) 0xfe;
        bytes[2] = (byte) 0xfd;
        bytes[4] = 1;
        Records.renumber(bytes, sequence);
        bytes[11] = (byte) (bytes.length - Records.HEADER >> 8);
        bytes[12] = (byte) (bytes.length - Records.HEADER);
        return bytes;
    }

    private static byte[] decrypted(ObservedCrypto crypto, byte[] record) throws IOException {
        assertThat(record[0]).isEqualTo((byte) ContentType.alert);
        byte[] copy = record.clone();
        var result = Objects.requireNonNull(crypto.cipher())
                .decodeCiphertext(
                        1L << 48 | Records.uint16(record, 9),
                        ContentType.alert,
                        ProtocolVersion.DTLSv12,
                        copy,
                        Records.HEADER,
                        copy.length - Records.HEADER);
        return Arrays.copyOfRange(result.buf, result.off, result.off + result.len);
    }
}
