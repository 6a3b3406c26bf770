package org.sipbrandy.sdp.keying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.MediaProtocol;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CryptoAttribute;
import org.sipbrandy.sdp.attribute.CryptoSuite;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.InlineKey;

class KeyingTest {
    private static final String FINGERPRINT = "a=fingerprint:sha-256 " + Samples.SHA256_A;
    private static final String ZRTP = "a=zrtp-hash:1.10 " + "0".repeat(64);
    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String KEY_2 = "NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj";
    private static final String CRYPTO = "a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + KEY;
    private static final Set<KeyingMethod> ALL = EnumSet.allOf(KeyingMethod.class);
    private static final Set<KeyingMethod> MSEC = EnumSet.of(KeyingMethod.DTLS_SRTP);

    private static KeyingChoice choose(Set<KeyingMethod> allowed, String... lines) {
        SessionDescription session = Samples.parsed(lines);
        return KeyingChoice.of(session, session.media().getFirst(), allowed);
    }

    private static KeyingChoice chosen(KeyingMethod method) {
        return new KeyingChoice.Chosen(method);
    }

    private static KeyingChoice rejected(KeyingChoice.Reason reason) {
        return new KeyingChoice.Rejected(reason);
    }

    @Test
    @DisplayName("OSRTP-08 DTLS-SRTP goes before ZRTP before SDES before plain RTP, stream by stream")
    void preference() {
        String m = "m=audio 9 RTP/AVP 0";
        assertThat(choose(ALL, m, CRYPTO, ZRTP, FINGERPRINT)).isEqualTo(chosen(KeyingMethod.DTLS_SRTP));
        assertThat(choose(ALL, m, CRYPTO, ZRTP)).isEqualTo(chosen(KeyingMethod.ZRTP));
        assertThat(choose(ALL, m, CRYPTO)).isEqualTo(chosen(KeyingMethod.SDES));
        assertThat(choose(ALL, m)).isEqualTo(chosen(KeyingMethod.NONE));
        assertThat(choose(EnumSet.of(KeyingMethod.SDES), m, CRYPTO, ZRTP, FINGERPRINT))
                .isEqualTo(chosen(KeyingMethod.SDES));
    }

    @Test
    @DisplayName("MSEC-15 on an msec call crypto, ZRTP and plain RTP are never chosen")
    void msecOnlyDtls() {
        assertThat(choose(MSEC, "m=audio 9 RTP/SAVP 0", CRYPTO, FINGERPRINT)).isEqualTo(chosen(KeyingMethod.DTLS_SRTP));
        assertThat(choose(MSEC, "m=audio 9 RTP/SAVP 0", CRYPTO)).isEqualTo(rejected(KeyingChoice.Reason.NOT_ALLOWED));
        assertThat(choose(MSEC, "m=audio 9 RTP/AVP 0", ZRTP)).isEqualTo(rejected(KeyingChoice.Reason.NOT_ALLOWED));
        assertThat(choose(MSEC, "m=audio 9 RTP/AVP 0")).isEqualTo(rejected(KeyingChoice.Reason.NOT_ALLOWED));
    }

    @Test
    @DisplayName("SDP-06 UDP/TLS/RTP/SAVP(F) is keyed by DTLS or rejected")
    void dtlsProtocol() {
        for (String protocol : new String[] {"UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF"}) {
            assertThat(choose(ALL, "m=audio 9 " + protocol + " 0", FINGERPRINT, CRYPTO))
                    .isEqualTo(chosen(KeyingMethod.DTLS_SRTP));
            assertThat(choose(ALL, "m=audio 9 " + protocol + " 0", CRYPTO, ZRTP))
                    .isEqualTo(rejected(KeyingChoice.Reason.FINGERPRINT_ABSENT));
        }
        assertThat(MediaProtocol.of("udp/tls/rtp/savpf").isDtls()).isTrue();
        assertThat(MediaProtocol.of("RTP/SAVP").isDtls()).isFalse();
    }

    @Test
    @DisplayName("SDP-07 a stream of an unknown protocol is rejected")
    void unknownProtocol() {
        assertThat(choose(ALL, "m=audio 9 TCP/NEW/RTP 0", FINGERPRINT))
                .isEqualTo(rejected(KeyingChoice.Reason.UNKNOWN_PROTOCOL));
    }

    @Test
    @DisplayName("SDP-12 SDP-16 only md5 or unknown fingerprints reject the stream, and never fall back to plain RTP")
    void unusableFingerprints() {
        for (String value : new String[] {"md5 00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F", "sha3-256 00:11"}) {
            assertThat(choose(ALL, "m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=fingerprint:" + value))
                    .isEqualTo(rejected(KeyingChoice.Reason.FINGERPRINT_UNUSABLE));
            assertThat(choose(ALL, "m=audio 9 RTP/AVP 0", "a=fingerprint:" + value))
                    .isEqualTo(rejected(KeyingChoice.Reason.FINGERPRINT_UNUSABLE));
        }
    }

    @Test
    @DisplayName("OSRTP-09 an offer with a secure profile never becomes plain RTP")
    void secureProfile() {
        assertThat(choose(ALL, "m=audio 9 RTP/SAVP 0")).isInstanceOf(KeyingChoice.Rejected.class);
        assertThat(choose(ALL, "m=audio 9 RTP/SAVPF 0")).isInstanceOf(KeyingChoice.Rejected.class);
        assertThat(choose(ALL, "m=audio 9 UDP/TLS/RTP/SAVP 0")).isInstanceOf(KeyingChoice.Rejected.class);
    }

    @Test
    @DisplayName("OSRTP-02 attributes of the other keying methods are taken out")
    void oneMethod() {
        MediaDescription all =
                Samples.stream("m=audio 9 RTP/AVP 0", CRYPTO, ZRTP, FINGERPRINT, "a=setup:actpass", "a=ptime:20");

        assertThat(KeyingMethod.DTLS_SRTP.only(all).attributes())
                .extracting(Attribute::name)
                .containsExactly("fingerprint", "setup", "ptime");
        assertThat(KeyingMethod.SDES.only(all).attributes())
                .extracting(Attribute::name)
                .containsExactly("crypto", "ptime");
        assertThat(KeyingMethod.NONE.only(all).attributes())
                .extracting(Attribute::name)
                .containsExactly("ptime");
    }

    @Test
    @DisplayName("SDES-02 the answer has tag and suite of one offered line and a key of its own")
    void sdesAnswer() {
        MediaDescription offered = Samples.stream(
                "m=audio 9 RTP/SAVP 0",
                "a=crypto:1 NEW_SUITE inline:" + KEY,
                CRYPTO,
                "a=crypto:9 AES_CM_128_HMAC_SHA1_32 inline:" + KEY_2);
        CryptoAttribute accepted = SdesRules.choose(offered).orElseThrow();
        assertThat(accepted.tag()).isEqualTo(7);

        CryptoAttribute answer = SdesRules.answer(accepted, InlineKey.of(new byte[30]));
        MediaDescription bare = Samples.stream("m=audio 9 RTP/SAVP 0");
        assertThat(SdesRules.accepted(offered, bare.with(answer))).contains(answer);
        assertThat(answer.suite()).isEqualTo(CryptoSuite.AES_CM_128_HMAC_SHA1_80);
    }

    @Test
    @DisplayName("SDES-02 answers with no line, two lines, another tag or suite, or our own key agree nothing")
    void badSdesAnswers() {
        MediaDescription offered = Samples.stream("m=audio 9 RTP/SAVP 0", CRYPTO);
        String m = "m=audio 9 RTP/SAVP 0";
        for (MediaDescription answer : new MediaDescription[] {
            Samples.stream(m),
            Samples.stream(m, "a=crypto:8 AES_CM_128_HMAC_SHA1_80 inline:" + KEY_2),
            Samples.stream(m, "a=crypto:7 AES_CM_128_HMAC_SHA1_32 inline:" + KEY_2),
            Samples.stream(m, CRYPTO),
            Samples.stream(m, "a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + KEY_2 + " UNENCRYPTED_SRTP"),
            Samples.stream(m, "a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + KEY_2, "a=crypto:8 X inline:" + KEY_2),
        }) {
            assertThat(SdesRules.accepted(offered, answer))
                    .as(answer.toString())
                    .isEmpty();
        }
        assertThat(SdesRules.accepted(offered, Samples.stream(m, "a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + KEY_2)))
                .isPresent();
    }

    @Test
    @DisplayName("SDES-06 lines without encryption or authentication are refused")
    void weakSdes() {
        MediaDescription offered = Samples.stream("m=audio 9 RTP/SAVP 0", CRYPTO + " UNENCRYPTED_SRTP");

        assertThat(SdesRules.choose(offered)).isEqualTo(Optional.empty());
        assertThat(choose(ALL, "m=audio 9 RTP/SAVP 0", CRYPTO + " UNAUTHENTICATED_SRTP"))
                .isInstanceOf(KeyingChoice.Rejected.class);
    }

    @Test
    @DisplayName("SDES-05 a key that occurs twice in a description is noticed")
    void uniqueKeys() {
        assertThat(SdesRules.keysAreUnique(Samples.parsed(
                        "m=audio 9 RTP/SAVP 0", CRYPTO, "m=audio 9 RTP/SAVP 0", CRYPTO.replace(":7", ":8"))))
                .isFalse();
        assertThat(SdesRules.keysAreUnique(Samples.parsed(
                        "m=audio 9 RTP/SAVP 0", CRYPTO, "m=audio 9 RTP/SAVP 0", CRYPTO.replace(KEY, KEY_2))))
                .isTrue();
    }

    @Test
    @DisplayName("MSEC-14 a fingerprint stripped from, or swapped on, one of two streams is noticed")
    void coverage() {
        Fingerprint a = Fingerprint.parse("sha-256 " + Samples.SHA256_A);
        Fingerprint b = Fingerprint.parse("sha-256 " + Samples.SHA256_B);
        String m = "m=audio 9 UDP/TLS/RTP/SAVPF 0";
        String lineB = "a=fingerprint:" + b;

        SessionDescription stripped = Samples.parsed(m, FINGERPRINT, m);
        assertThat(FingerprintCoverage.of(stripped, Set.of(a)).streams())
                .containsExactly(FingerprintCoverage.Stream.COVERED, FingerprintCoverage.Stream.NO_FINGERPRINT);
        assertThat(FingerprintCoverage.of(stripped, Set.of(a)).isComplete()).isFalse();

        SessionDescription added = Samples.parsed(m, FINGERPRINT, lineB);
        assertThat(FingerprintCoverage.of(added, Set.of(a)).streams())
                .containsExactly(FingerprintCoverage.Stream.NOT_SIGNED);

        SessionDescription rejected = Samples.parsed(m, FINGERPRINT, "m=audio 0 RTP/AVP 0");
        assertThat(FingerprintCoverage.of(rejected, Set.of(a)).isComplete()).isTrue();
        assertThat(FingerprintCoverage.of(rejected, Set.of(b)).isComplete()).isFalse();
        assertThat(FingerprintCoverage.of(rejected, Set.of()).isComplete()).isFalse();
        assertThat(FingerprintCoverage.of(Samples.parsed("m=audio 0 RTP/AVP 0"), Set.of(a))
                        .isComplete())
                .isFalse();
        assertThat(FingerprintCoverage.of(Samples.parsed(m, "a=fingerprint:x 00"), Set.of(Fingerprint.parse("x 00")))
                        .streams())
                .containsExactly(FingerprintCoverage.Stream.UNUSABLE);
    }

    @Test
    @DisplayName("MSEC-14 a fingerprint at session level covers each accepted stream")
    void sessionLevel() {
        SessionDescription session = Samples.parsed(
                FINGERPRINT, "m=audio 9 UDP/TLS/RTP/SAVPF 0", "m=audio 9 UDP/TLS/RTP/SAVPF 0", "m=video 0 RTP/AVP 31");

        assertThat(FingerprintCoverage.of(session, Set.copyOf(session.allFingerprints()))
                        .isComplete())
                .isTrue();
        assertThat(FingerprintCoverage.of(Samples.parsed("m=audio 9 UDP/TLS/RTP/SAVPF 0"), Set.of())
                        .isComplete())
                .isFalse();
    }
}
