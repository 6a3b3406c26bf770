package org.sipbrandy.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtlsSrtpKeysTest {
    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    @DisplayName("exported keying material is client key, server key, client salt, server salt (RFC 5764 §4.2)")
    void split(SrtpProfile profile) {
        int k = profile.keyLength();
        int s = profile.saltLength();
        byte[] exported = Packets.bytes(0, DtlsSrtpKeys.exportLength(profile));
        DtlsSrtpKeys client = DtlsSrtpKeys.split(profile, exported, DtlsSrtpRole.CLIENT);
        DtlsSrtpKeys server = DtlsSrtpKeys.split(profile, exported, DtlsSrtpRole.SERVER);

        assertThat(exported).hasSize(2 * (k + s));
        assertThat(client.local().key()).isEqualTo(Packets.bytes(0, k));
        assertThat(client.remote().key()).isEqualTo(Packets.bytes(k, k));
        assertThat(client.local().salt()).isEqualTo(Packets.bytes(2 * k, s));
        assertThat(client.remote().salt()).isEqualTo(Packets.bytes(2 * k + s, s));
        assertThat(server.local().key()).isEqualTo(client.remote().key());
        assertThat(server.remote().salt()).isEqualTo(client.local().salt());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DtlsSrtpKeys.split(profile, new byte[2 * (k + s) - 1], DtlsSrtpRole.CLIENT));
        client.close();
        assertThat(client.local().isWiped() && client.remote().isWiped()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    @DisplayName("what one end protects the other opens, and neither opens its own")
    void bothEnds(SrtpProfile profile) {
        byte[] exported = Packets.bytes(9, DtlsSrtpKeys.exportLength(profile));
        DtlsSrtpKeys client = DtlsSrtpKeys.split(profile, exported, DtlsSrtpRole.CLIENT);
        DtlsSrtpKeys server = DtlsSrtpKeys.split(profile, exported, DtlsSrtpRole.SERVER);
        byte[] packet = Packets.protect(new SrtpSender(client.local(), SrtpOptions.defaults()), Packets.rtp(1));

        assertThat(Packets.unprotect(new SrtpReceiver(server.remote(), SrtpOptions.defaults()), packet))
                .isEqualTo(SrtpStatus.OK);
        assertThat(Packets.unprotect(new SrtpReceiver(client.remote(), SrtpOptions.defaults()), packet))
                .isEqualTo(SrtpStatus.AUTHENTICATION_FAILED);
    }
}
