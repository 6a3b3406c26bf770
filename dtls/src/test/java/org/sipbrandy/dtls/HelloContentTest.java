package org.sipbrandy.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.dtls.Fixtures.ALICE;
import static org.sipbrandy.dtls.Fixtures.BOB;
import static org.sipbrandy.dtls.Fixtures.LOCK_STEP;
import static org.sipbrandy.dtls.Fixtures.RANDOM;
import static org.sipbrandy.dtls.Fixtures.client;
import static org.sipbrandy.dtls.Fixtures.connected;
import static org.sipbrandy.dtls.Fixtures.expects;
import static org.sipbrandy.dtls.Fixtures.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HelloContentTest {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String TLS_ID = "abc3de65cddef001be82";

    @Test
    @DisplayName(
            "DTLS-16 DTLS-17 DTLS-19 DTLS-21 DTLS-29 the ClientHello offers what it should and no MKI; the ServerHello has one profile")
    void hellos() {
        DtlsConfiguration configuration = DtlsConfiguration.DEFAULT.withTlsIds(Optional.of(TLS_ID), Optional.empty());
        Link link = new Link(client(configuration), server(configuration)).run(LONG);
        String hello = HexFormat.of().formatHex(link.fromFirst.getFirst());
        assertThat(hello)
                .as("use_srtp: 0007, 0008, 0001, no MKI")
                .contains("000e0009000600070008000100")
                .as("extended_master_secret")
                .contains("00170000")
                .as("external_session_id")
                .contains("0038001514" + HexFormat.of().formatHex(TLS_ID.getBytes(StandardCharsets.US_ASCII)))
                .as("x25519 and P-256")
                .contains("000a00060004001d0017")
                .as("ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 first, AES-256 next")
                .contains("c02bc02c");
        String answer = HexFormat.of().formatHex(link.fromSecond.getFirst());
        assertThat(answer).as("use_srtp: 0007, no MKI").contains("000e00050002000700");
    }

    @Test
    @DisplayName("DTLS-23 certificates longer than a datagram are sent in fragments")
    void longCertificates() {
        List<byte[]> chain = new ArrayList<>(Collections.nCopies(9, Fixtures.MALLORY.certificate()));
        chain.addFirst(BOB.certificate());
        DtlsAssociation bob = new DtlsAssociation(
                DtlsRole.SERVER,
                new DtlsIdentity(BOB.privateKey(), chain),
                DtlsConfiguration.DEFAULT,
                expects(ALICE),
                RANDOM,
                LOCK_STEP);
        Link link = new Link(client(DtlsConfiguration.DEFAULT), bob).run(LONG);
        assertThat(connected(link.first).peerCertificate().der()).isEqualTo(BOB.certificate());
        assertThat(link.fromSecond).hasSizeGreaterThan(3).allMatch(datagram -> datagram.length <= 1200);
    }

    @Test
    @DisplayName("DTLS-18 both ends log the same CLIENT_RANDOM line")
    void keyLog() {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        DtlsConfiguration configuration = DtlsConfiguration.DEFAULT.withKeyLog(lines::add);
        new Link(client(configuration), server(configuration)).run(LONG);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .matches("CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}")
                .isEqualTo(lines.getLast());
    }

    @Test
    @DisplayName("DTLS-27 each identity has a key and a fingerprint of its own")
    void identities() {
        assertThat(ALICE.sha256Fingerprint()).hasSize(32).isNotEqualTo(BOB.sha256Fingerprint());
        PeerCertificate certificate = new PeerCertificate(ALICE.certificate());
        assertThat(certificate.matches("SHA-256", ALICE.sha256Fingerprint())).isTrue();
        assertThat(certificate.matches("sha-256", BOB.sha256Fingerprint())).isFalse();
        assertThat(certificate.fingerprint("sha-512").orElseThrow()).hasSize(64);
        assertThat(certificate.fingerprint("md5")).isEmpty();
    }
}
