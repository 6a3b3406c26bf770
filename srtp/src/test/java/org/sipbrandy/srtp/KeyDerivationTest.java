package org.sipbrandy.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.srtp.Packets.hex;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyDerivationTest {
    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#algorithms")
    @DisplayName("SRTP-02 session keys are those of RFC 3711 B.3")
    void rfc3711AppendixB3(Algorithms algorithms) {
        KeyDerivation kdf = new KeyDerivation(
                hex("E1F97A0D3E018BE0D64FA32C06DE4139"), hex("0EC675AD498AFEEBB6960B3AABE6"), algorithms);

        assertThat(kdf.derive(KeyDerivation.RTP_KEY, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(kdf.derive(KeyDerivation.RTP_SALT, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(kdf.derive(KeyDerivation.RTP_AUTH, 94))
                .isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A15 6D38BAA48F0A0ACF3C34E2359E6CDBCE"
                        + "E049646C43D9327AD175578EF7227098 6371C10C9A369AC2F94A8C5FBCDDDC25"
                        + "6D6E919A48B610EF17C2041E47403576 6B68642C59BBFC2F34DB60DBDFB2"));
    }

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#algorithms")
    @DisplayName("SRTP-10 the PRF of 256 bits gives the keys of RFC 6188 §7.2")
    void rfc6188(Algorithms algorithms) {
        KeyDerivation kdf = new KeyDerivation(
                hex("f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6"),
                hex("3b04803de51ee7c96423ab5b78d2"),
                algorithms);

        assertThat(kdf.derive(KeyDerivation.RTP_KEY, 32))
                .isEqualTo(hex("5ba1064e30ec51613cad926c5a28ef73 1ec7fb397f70a960653caf06554cd8c4"));
        assertThat(kdf.derive(KeyDerivation.RTP_SALT, 14)).isEqualTo(hex("fa31791685ca444a9e07c6c64e93"));
        assertThat(kdf.derive(KeyDerivation.RTP_AUTH, 20)).isEqualTo(hex("fd9c32d39ed5fbb5a9dc96b30818454d1313dc05"));
    }
}
