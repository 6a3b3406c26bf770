package org.sipbrandy.sdp.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.SdpParseException;

/** {@code a=crypto}. */
public class CryptoAttributeTest {
    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String KEY_2 = "NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj";

    /** RFC 4568 §6.1 and §4. */
    public static final String RFC_LINE = "crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4";

    @Test
    @DisplayName("SDES-01 RFC 4568 §6.1: tag, suite, key, lifetime and MKI are read and written back")
    void rfcExample() {
        CryptoAttribute crypto = CryptoAttribute.parse(RFC_LINE.substring(7));

        assertThat(crypto.tag()).isEqualTo(1);
        assertThat(crypto.suite()).isEqualTo(CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        InlineKey key = crypto.keys().getFirst();
        assertThat(key.keySalt()).isEqualTo(Base64.getDecoder().decode(KEY)).hasSize(30);
        assertThat(key.lifetime()).contains(BigInteger.ONE.shiftLeft(20));
        assertThat(key.mki()).contains(new InlineKey.Mki(BigInteger.ONE, 4));
        assertThat(crypto.toAttribute().line()).isEqualTo(RFC_LINE);
    }

    @Test
    @DisplayName("SDES-01 RFC 4568 §6.1: default lifetime with MKI 1066, several keys, optional parameters")
    void otherForms() {
        CryptoAttribute mki = CryptoAttribute.parse(
                "2 AES_CM_128_HMAC_SHA1_32 inline:YUJDZGVmZ2hpSktMbW9QUXJzVHVWd3l6MTIzNDU2|1066:4");
        assertThat(mki.keys().getFirst().lifetime()).isEmpty();
        assertThat(mki.keys().getFirst().mki()).contains(new InlineKey.Mki(BigInteger.valueOf(1066), 4));

        String two =
                "3 F8_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4;inline:" + KEY_2 + "|2^20|2:4 KDR=1 WSH=64 -X=y";
        assertThat(CryptoAttribute.parse(two).keys()).hasSize(2);
        assertThat(CryptoAttribute.parse(two).value()).isEqualTo(two);
    }

    @Test
    @DisplayName("SDES-01 lines that share a tag are all left out")
    void uniqueTags() {
        MediaDescription audio = Samples.stream(
                "m=audio 9 RTP/SAVP 0",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "a=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:" + KEY_2,
                "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + KEY_2);

        assertThat(audio.cryptos()).extracting(CryptoAttribute::tag).containsExactly(2);
    }

    @Test
    @DisplayName("SDES-03 an unknown parameter without a dash invalidates its line only")
    void unknownParameter() {
        MediaDescription audio = Samples.stream(
                "m=audio 9 RTP/SAVP 0",
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " FOO=1",
                "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + KEY_2 + " -FOO=1");

        assertThat(audio.cryptos()).extracting(CryptoAttribute::tag).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|2^49",
                "|281474976710657",
                "|0",
                "|020",
                "|2^020",
                "|2^0",
                "|1:129",
                "|1:0",
                "|01:4",
                "|1:04",
                "|0:4",
                "|1:",
                "|256:1",
                "|2^20|2^20",
                "|1:4|2^20",
                "|2^20|1:4|1:4",
                ";inline:" + KEY_2,
                "|1:4;inline:" + KEY_2 + "|2:2",
                "|1:4;inline:" + KEY_2,
            })
    @DisplayName("SDES-04 bad lifetimes, MKIs without or with too great a length, and keys without MKI are invalid")
    void badKeyFields(String suffix) {
        assertThatThrownBy(() -> CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + suffix))
                .isInstanceOf(SdpParseException.class)
                .hasMessageNotContaining(KEY);
    }

    @Test
    @DisplayName("SDES-04 the greatest lifetime and MKI length are valid")
    void greatest() {
        assertThat(CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^48|1:128")
                        .keys())
                .hasSize(1);
    }

    @Test
    @DisplayName("SDES-01 unknown suites, key methods and key lengths are invalid")
    void badHead() {
        for (String value : List.of(
                "1 NO_SUCH_SUITE inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 uri:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY.substring(4),
                "1 AEAD_AES_128_GCM inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:?" + KEY.substring(1),
                "1 AES_CM_128_HMAC_SHA1_80 inline:",
                "1 AES_CM_128_HMAC_SHA1_80",
                "1234567890 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "x AES_CM_128_HMAC_SHA1_80 inline:" + KEY)) {
            assertThatThrownBy(() -> CryptoAttribute.parse(value)).as(value).isInstanceOf(SdpParseException.class);
        }
    }

    @Test
    @DisplayName("SDES-06 parameters that switch protection off are told")
    void weak() {
        for (String parameter : List.of("UNENCRYPTED_SRTP", "UNENCRYPTED_SRTCP", "UNAUTHENTICATED_SRTP")) {
            assertThat(CryptoAttribute.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " " + parameter)
                            .weakensProtection())
                    .isTrue();
        }
        assertThat(CryptoAttribute.parse(RFC_LINE.substring(7)).weakensProtection())
                .isFalse();
    }

    @Test
    @DisplayName("RFC 4568 §8.3: keys are hidden from text for logs and can be wiped")
    void secret() {
        CryptoAttribute crypto = CryptoAttribute.parse(RFC_LINE.substring(7));

        assertThat(crypto.toString()).doesNotContain(KEY.substring(0, 8));
        assertThat(crypto.toAttribute().toString()).doesNotContain(KEY.substring(0, 8));
        crypto.keys().getFirst().wipe();
        assertThat(crypto.keys().getFirst().keySalt()).containsOnly(0);
    }
}
