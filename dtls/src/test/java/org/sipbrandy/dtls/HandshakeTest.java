package org.sipbrandy.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.dtls.Fixtures.client;
import static org.sipbrandy.dtls.Fixtures.connected;
import static org.sipbrandy.dtls.Fixtures.server;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    static Stream<Provider> providers() {
        var corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        Provider bouncyCastle = new BouncyCastleProvider();
        return corretto != null && corretto.getLoadingError() == null
                ? Stream.of(corretto, bouncyCastle)
                : Stream.of(bouncyCastle);
    }

    @ParameterizedTest
    @MethodSource("providers")
    @DisplayName(
            "MSEC-16 DTLS-06 DTLS-18 an end with another provider of ECDH and ECDSA exports the same keys, in either role")
    void otherProvider(Provider provider) {
        var other = DtlsConfiguration.DEFAULT.withProvider(provider);
        for (var ends : List.of(
                new Link(client(other), server(DtlsConfiguration.DEFAULT)),
                new Link(client(DtlsConfiguration.DEFAULT), server(other)))) {
            ends.run(Duration.ofSeconds(40));
            assertThat(Fixtures.sameKeys(
                            connected(ends.first).keys(), connected(ends.second).keys()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    @DisplayName("what takes a handshake's time comes from the provider that was preferred")
    void preferred(Provider provider) throws Exception {
        var helper = new PreferredProvider(provider);
        assertThat(helper.createKeyAgreement("ECDH").getProvider()).isSameAs(provider);
        assertThat(helper.createKeyPairGenerator("EC").getProvider()).isSameAs(provider);
        assertThat(helper.createSignature("NONEwithECDSA").getProvider()).isSameAs(provider);
        assertThat(helper.createMac("HmacSHA256").getProvider()).isNotSameAs(provider);
    }
}
