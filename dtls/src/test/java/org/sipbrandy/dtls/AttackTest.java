package org.sipbrandy.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.dtls.Fixtures.client;
import static org.sipbrandy.dtls.Fixtures.connected;
import static org.sipbrandy.dtls.Fixtures.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AttackTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    @Test
    @DisplayName(
            "DTLS-22 DTLS-40 garbage and copies between the flights: the handshake survives, no alert, no extra flight")
    void garbageDuringHandshake() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Link link = new Link(client(DtlsConfiguration.DEFAULT), server(DtlsConfiguration.DEFAULT));
            link.through((fromFirst, datagram) -> {
                for (int i = 0; i < 5; i++) {
                    link.inject(!fromFirst, garbage(random, datagram));
                    link.inject(fromFirst, garbage(random, datagram));
                }
                link.inject(!fromFirst, datagram);
                link.inject(!fromFirst, datagram);
                return true;
            });
            link.run(LONG);
            assertThat(Fixtures.sameKeys(
                            connected(link.first).keys(), connected(link.second).keys()))
                    .as("seed %s", seed)
                    .isTrue();
            assertThat(link.first).as("seed %s", seed).hasSize(1);
            assertThat(link.fromFirst).as("seed %s", seed).hasSize(2).noneMatch(AttackTest::isAlert);
            assertThat(link.fromSecond).as("seed %s", seed).hasSize(2).noneMatch(AttackTest::isAlert);
        }
    }

    /** Bytes that no honest stack takes for a handshake message: noise, broken lengths, foreign versions and epochs, cut records. */
    private static byte[] garbage(Random random, byte[] model) {
        byte[] bytes = split(model).getFirst();
        switch (random.nextInt(7)) {
            case 0 -> {
                bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                if (bytes.length > 1) {
                    bytes[1] = 1;
                }
            }
            case 1 -> bytes[1] = (byte) random.nextInt(100);
            case 2 -> bytes[3 + random.nextInt(2)] ^= (byte) (2 + random.nextInt(200));
            case 3 -> bytes[11] ^= 0x7f;
            case 4 -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(13));
            case 5 -> bytes = HexFormat.of().parseHex("17fefd00000000000000630001ff");
            default -> bytes = HexFormat.of().parseHex("16fefd000100000000006300080102030405060708");
        }
        return bytes;
    }

    private static boolean isAlert(byte[] datagram) {
        return datagram[0] == Records.ALERT;
    }

    @Test
    @DisplayName("DTLS-23 a ChangeCipherSpec that comes too early, forged or overtaking, does not block the server")
    void earlyChangeCipherSpec() {
        byte[] forged = HexFormat.of().parseHex("14fefd0000000000ff0000000101");
        Link link = new Link(client(DtlsConfiguration.DEFAULT), server(DtlsConfiguration.DEFAULT));
        link.through((fromFirst, datagram) -> {
            if (fromFirst && link.fromFirst.size() == 2) {
                // The second flight of the client in single records, the last first.
                List<byte[]> records = split(datagram);
                assertThat(records).hasSizeGreaterThan(3);
                link.inject(false, forged);
                for (byte[] record : records.reversed()) {
                    link.inject(false, record);
                }
                return false;
            }
            return true;
        });
        link.run(Duration.ofMillis(300));
        assertThat(Fixtures.sameKeys(
                        connected(link.first).keys(), connected(link.second).keys()))
                .isTrue();
        assertThat(link.fromFirst).as("no flight was repeated").hasSize(2);
    }

    static List<byte[]> split(byte[] datagram) {
        List<byte[]> records = new ArrayList<>();
        int at = 0;
        while (at < datagram.length) {
            int end = at + Records.HEADER + Records.uint16(datagram, at + 11);
            records.add(java.util.Arrays.copyOfRange(datagram, at, end));
            at = end;
        }
        return records;
    }

    @Test
    @DisplayName("DTLS-28 DTLS-38 after the handshake alerts and hellos in clear or forged change nothing")
    void forgedAlerts() {
        DtlsAssociation alice = client(DtlsConfiguration.DEFAULT);
        DtlsAssociation bob = server(DtlsConfiguration.DEFAULT);
        Link link = new Link(alice, bob).run(LONG);
        int sentByAlice = link.fromFirst.size();
        int sentByBob = link.fromSecond.size();
        byte[] hello = link.fromFirst.getFirst();
        Random random = new Random(7);
        for (String alert : List.of(
                "15fefd000000000000006400020228", // handshake_failure in clear
                "15fefd000000000000006500020100", // close_notify in clear
                "15fefd000100000000006600020100", // close_notify in clear that claims to be encrypted
                "15fefd00010000000000670000")) {
            link.inject(true, HexFormat.of().parseHex(alert));
            link.inject(false, HexFormat.of().parseHex(alert));
        }
        for (int length = 0; length < 60; length++) {
            byte[] forged = new byte[13 + length];
            random.nextBytes(forged);
            System.arraycopy(HexFormat.of().parseHex("15fefd00010000000001"), 0, forged, 0, 10);
            forged[10] = (byte) length;
            forged[11] = 0;
            forged[12] = (byte) length;
            link.inject(true, forged);
            link.inject(false, forged);
        }
        link.inject(true, hello);
        link.inject(false, hello);
        link.proceed(LONG);
        assertThat(alice.state()).isEqualTo(DtlsState.CONNECTED);
        assertThat(bob.state()).isEqualTo(DtlsState.CONNECTED);
        assertThat(link.fromFirst).hasSize(sentByAlice);
        assertThat(link.fromSecond).hasSize(sentByBob);

        // The true one still counts.
        bob.close(link.now);
        link.proceed(LONG);
        assertThat(link.first).last().isEqualTo(new DtlsOutput.PeerClosed(0));
    }

    @Test
    @DisplayName("DTLS-22 a replayed close_notify of an earlier association is ignored")
    void replayFromEarlierAssociation() {
        DtlsAssociation bob = server(DtlsConfiguration.DEFAULT);
        Link earlier = new Link(client(DtlsConfiguration.DEFAULT), bob).run(LONG);
        bob.close(earlier.now);
        earlier.proceed(LONG);
        byte[] closing = earlier.fromSecond.getLast();
        assertThat(isAlert(closing)).isTrue();

        DtlsAssociation alice = client(DtlsConfiguration.DEFAULT);
        Link later = new Link(alice, server(DtlsConfiguration.DEFAULT)).run(LONG);
        later.inject(true, closing);
        later.proceed(LONG);
        assertThat(alice.state()).isEqualTo(DtlsState.CONNECTED);
    }
}
