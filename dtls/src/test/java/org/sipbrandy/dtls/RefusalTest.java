package org.sipbrandy.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.dtls.Fixtures.ALICE;
import static org.sipbrandy.dtls.Fixtures.BOB;
import static org.sipbrandy.dtls.Fixtures.LOCK_STEP;
import static org.sipbrandy.dtls.Fixtures.MALLORY;
import static org.sipbrandy.dtls.Fixtures.RANDOM;
import static org.sipbrandy.dtls.Fixtures.client;
import static org.sipbrandy.dtls.Fixtures.connected;
import static org.sipbrandy.dtls.Fixtures.expects;
import static org.sipbrandy.dtls.Fixtures.failed;
import static org.sipbrandy.dtls.Fixtures.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String A = "a".repeat(24);
    private static final String B = "b".repeat(24);

    @Test
    @DisplayName("DTLS-05 a client ends the handshake with bad_certificate when the server shows another certificate")
    void wrongServerCertificate() {
        DtlsAssociation mallory = new DtlsAssociation(
                DtlsRole.SERVER, MALLORY, DtlsConfiguration.DEFAULT, expects(ALICE), RANDOM, LOCK_STEP);
        Link link = new Link(client(DtlsConfiguration.DEFAULT), mallory).run(LONG);
        assertThat(failed(link.first).reason()).isEqualTo(DtlsFailure.CERTIFICATE_REJECTED);
        assertThat(failed(link.first).alert()).hasValue(42);
        assertThat(failed(link.second).reason()).isEqualTo(DtlsFailure.PEER_ALERT);
        assertThat(failed(link.second).alert()).hasValue(42);
        assertThat(link.first).hasSize(1);
    }

    @Test
    @DisplayName("DTLS-05 a server ends the handshake with bad_certificate when the client shows another certificate")
    void wrongClientCertificate() {
        DtlsAssociation mallory = new DtlsAssociation(
                DtlsRole.CLIENT, MALLORY, DtlsConfiguration.DEFAULT, expects(BOB), RANDOM, LOCK_STEP);
        Link link = new Link(mallory, server(DtlsConfiguration.DEFAULT)).run(LONG);
        assertThat(failed(link.second).reason()).isEqualTo(DtlsFailure.CERTIFICATE_REJECTED);
        assertThat(failed(link.second).alert()).hasValue(42);
        assertThat(failed(link.first).reason()).isEqualTo(DtlsFailure.PEER_ALERT);
        assertThat(failed(link.first).alert()).hasValue(42);
    }

    @Test
    @DisplayName("DTLS-05 a check that throws counts as rejection")
    void throwingCheck() {
        DtlsAssociation bob = new DtlsAssociation(
                DtlsRole.SERVER,
                BOB,
                DtlsConfiguration.DEFAULT,
                certificate -> {
                    throw new IllegalStateException("no answer");
                },
                RANDOM,
                LOCK_STEP);
        Link link = new Link(client(DtlsConfiguration.DEFAULT), bob).run(LONG);
        assertThat(failed(link.second).reason()).isEqualTo(DtlsFailure.CERTIFICATE_REJECTED);
    }

    @Test
    @DisplayName("DTLS-16 without a profile in common both ends fail with handshake_failure")
    void noCommonProfile() {
        DtlsConfiguration gcm = DtlsConfiguration.DEFAULT.withProfiles(List.of(SrtpProfileId.AEAD_AES_256_GCM));
        DtlsConfiguration sha1 = DtlsConfiguration.DEFAULT.withProfiles(List.of(SrtpProfileId.AES128_CM_HMAC_SHA1_80));
        Link link = new Link(client(gcm), server(sha1)).run(LONG);
        assertThat(failed(link.second).reason()).isEqualTo(DtlsFailure.NO_COMMON_PROFILE);
        assertThat(failed(link.second).alert()).hasValue(40);
        assertThat(failed(link.first).reason()).isEqualTo(DtlsFailure.PEER_ALERT);
    }

    @Test
    @DisplayName("DTLS-17 every profile gives keys and salts of its lengths, the server's order decides")
    void profiles() {
        for (SrtpProfileId profile : SrtpProfileId.DEFAULT_ORDER) {
            Link link = new Link(
                            client(DtlsConfiguration.DEFAULT),
                            server(DtlsConfiguration.DEFAULT.withProfiles(List.of(profile))))
                    .run(LONG);
            DtlsOutput.Connected alice = connected(link.first);
            DtlsOutput.Connected bob = connected(link.second);
            assertThat(alice.profile()).isEqualTo(profile).isEqualTo(bob.profile());
            assertThat(Fixtures.sameKeys(alice.keys(), bob.keys())).isTrue();
            assertThat(alice.keys().localKey()).hasSize(profile.keyLength());
            assertThat(alice.keys().localSalt()).hasSize(profile.saltLength());
        }
    }

    @Test
    @DisplayName("DTLS-29 DTLS-32 both tls-ids travel as external_session_id and are told")
    void tlsIds() {
        Link link = new Link(client(ids(A, B)), server(ids(B, A))).run(LONG);
        assertThat(connected(link.first).peerTlsId()).hasValue(B);
        assertThat(connected(link.second).peerTlsId()).hasValue(A);
    }

    @Test
    @DisplayName("DTLS-32 a client with another tls-id is refused with illegal_parameter")
    void wrongTlsIdOfClient() {
        Link link = new Link(client(ids(A, B)), server(ids(B, "c".repeat(20)))).run(LONG);
        assertThat(failed(link.second))
                .isEqualTo(new DtlsOutput.Failed(
                        DtlsFailure.TLS_ID_MISMATCH,
                        OptionalInt.of(47),
                        failed(link.second).detail()));
        assertThat(failed(link.first).alert()).hasValue(47);
    }

    @Test
    @DisplayName("DTLS-32 a server with another tls-id is refused with illegal_parameter")
    void wrongTlsIdOfServer() {
        Link link = new Link(client(ids(A, "c".repeat(255))), server(ids(B, A))).run(LONG);
        assertThat(failed(link.first).reason()).isEqualTo(DtlsFailure.TLS_ID_MISMATCH);
        assertThat(failed(link.first).alert()).hasValue(47);
        assertThat(failed(link.second).alert()).hasValue(47);
    }

    @Test
    @DisplayName("DTLS-29 a peer without external_session_id is accepted, and none is sent to it")
    void noTlsId() {
        Link link = new Link(client(DtlsConfiguration.DEFAULT), server(ids(B, A))).run(LONG);
        assertThat(connected(link.first).peerTlsId()).isEmpty();
        assertThat(connected(link.second).peerTlsId()).isEmpty();
        link = new Link(client(ids(A, B)), server(DtlsConfiguration.DEFAULT)).run(LONG);
        assertThat(connected(link.first).peerTlsId()).isEmpty();
        assertThat(connected(link.second).peerTlsId()).hasValue(A);
    }

    @Test
    @DisplayName(
            "DTLS-23 without an answer the flight is repeated after 0.4, 1.2, 2.8 … s, in the end the handshake fails")
    void silence() {
        DtlsAssociation alice = client(DtlsConfiguration.DEFAULT.withHandshakeLimit(Duration.ofSeconds(7)));
        Link link = new Link(alice, server(DtlsConfiguration.DEFAULT));
        java.util.ArrayList<Long> sent = new java.util.ArrayList<>();
        long begin = link.now;
        link.through((fromFirst, datagram) -> {
            sent.add((link.now - begin) / 1_000_000);
            return false;
        });
        link.run(LONG);
        // The last is the close_notify of giving up.
        assertThat(sent).containsExactly(0L, 400L, 1200L, 2800L, 6000L, 7000L);
        assertThat(failed(link.first).reason()).isEqualTo(DtlsFailure.TIMED_OUT);
        assertThat(link.second).hasSize(1);
        assertThat(failed(link.second).reason()).isEqualTo(DtlsFailure.TIMED_OUT);
    }

    private static DtlsConfiguration ids(String local, String peer) {
        return DtlsConfiguration.DEFAULT.withTlsIds(Optional.of(local), Optional.of(peer));
    }
}
