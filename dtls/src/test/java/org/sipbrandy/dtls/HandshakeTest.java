package org.sipbrandy.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.dtls.Fixtures.client;
import static org.sipbrandy.dtls.Fixtures.connected;
import static org.sipbrandy.dtls.Fixtures.server;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    @Test
    @DisplayName("MSEC-16 DTLS-06 DTLS-18 both ends show certificates and export the same keys")
    void bothConnected() {
        DtlsAssociation alice = client(DtlsConfiguration.DEFAULT);
        DtlsAssociation bob = server(DtlsConfiguration.DEFAULT);
        Link link = new Link(alice, bob).run(Duration.ofSeconds(40));

        DtlsOutput.Connected a = connected(link.first);
        DtlsOutput.Connected b = connected(link.second);
        assertThat(alice.state()).isEqualTo(DtlsState.CONNECTED);
        assertThat(bob.state()).isEqualTo(DtlsState.CONNECTED);
        assertThat(Fixtures.sameKeys(a.keys(), b.keys())).isTrue();
        assertThat(a.keys().localKey()).hasSize(16).isNotEqualTo(a.keys().remoteKey());
        assertThat(a.peerCertificate().der()).isEqualTo(Fixtures.BOB.certificate());
        assertThat(b.peerCertificate().der()).isEqualTo(Fixtures.ALICE.certificate());
        assertThat(a.profile()).isEqualTo(SrtpProfileId.AEAD_AES_128_GCM);
        assertThat(a.cipherSuite()).isEqualTo("ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        assertThat(a.version()).isEqualTo("DTLSv1.2");
        assertThat(link.fromFirst).hasSize(2);
        assertThat(link.fromSecond).hasSize(2);
        assertThat(alice.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(bob.deadline()).isEqualTo(Long.MAX_VALUE);
    }
}
