package org.sipbrandy.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.sipbrandy.srtp.Packets.SSRC;
import static org.sipbrandy.srtp.Packets.keys;
import static org.sipbrandy.srtp.Packets.protect;
import static org.sipbrandy.srtp.Packets.protectRtcp;
import static org.sipbrandy.srtp.Packets.rtcp;
import static org.sipbrandy.srtp.Packets.rtp;
import static org.sipbrandy.srtp.Packets.unprotect;
import static org.sipbrandy.srtp.Packets.unprotectRtcp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipbrandy.srtp.rtp.RtpMux;

class SrtpContextTest {
    private static final SrtpOptions DEFAULTS = SrtpOptions.defaults();

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#profilesAndOptions")
    @DisplayName("a packet with CSRCs, extension and an offset in the array comes back as it was")
    void roundTripInPlace(SrtpProfile profile, SrtpOptions options) {
        byte[] plain = Packets.hex(
                "b2e01234 00000001 cafebabe 00000007 00000008 bede0001 10ff0000" + "0102030405060708090a0b 00000004");
        byte[] array = new byte[plain.length + 64];
        System.arraycopy(plain, 0, array, 7, plain.length);
        SrtpSender sender = new SrtpSender(keys(profile), options);
        SrtpReceiver receiver = new SrtpReceiver(keys(profile), options);

        assertThat(sender.protect(array, 7, plain.length)).isEqualTo(SrtpStatus.OK);
        assertThat(sender.length()).isEqualTo(plain.length + profile.overhead());
        assertThat(Arrays.copyOfRange(array, 7, 35)).isEqualTo(Arrays.copyOf(plain, 28));
        assertThat(Arrays.copyOfRange(array, 35, 50)).isNotEqualTo(Arrays.copyOfRange(plain, 28, 43));
        assertThat(receiver.unprotect(array, 7, sender.length())).isEqualTo(SrtpStatus.OK);
        assertThat(receiver.length()).isEqualTo(plain.length);
        assertThat(Arrays.copyOfRange(array, 7, 7 + plain.length)).isEqualTo(plain);
        assertThat(Arrays.copyOf(array, 7)).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#profilesAndOptions")
    @DisplayName("SRTP-03 the sequence number wraps and the ROC of both ends goes with it")
    void wrap(SrtpProfile profile, SrtpOptions options) {
        SrtpSender sender = new SrtpSender(keys(profile), options);
        SrtpReceiver receiver = new SrtpReceiver(keys(profile), options);
        for (int round = 0; round < 4; round++) {
            for (int seq : new int[] {0x0000, 0x4000, 0x8000, 0xc000, 0xfffe, 0xffff}) {
                assertThat(unprotect(receiver, protect(sender, rtp(seq)))).isEqualTo(SrtpStatus.OK);
            }
        }
    }

    @Test
    @DisplayName("SRTP-03 packets reordered around a wrap are accepted; a forged wrap does not move the ROC")
    void reorderedWrap() {
        SrtpSender sender = new SrtpSender(keys(SrtpProfile.AEAD_AES_128_GCM), DEFAULTS);
        SrtpReceiver receiver = new SrtpReceiver(keys(SrtpProfile.AEAD_AES_128_GCM), DEFAULTS);
        List<byte[]> packets = new ArrayList<>();
        for (int seq = 65_500; seq < 65_572; seq++) {
            packets.add(protect(sender, rtp(seq & 0xffff)));
        }
        assertThat(unprotect(receiver, packets.getFirst())).isEqualTo(SrtpStatus.OK);
        byte[] forged = packets.getLast().clone();
        forged[20] ^= 1;
        assertThat(unprotect(receiver, forged)).isEqualTo(SrtpStatus.AUTHENTICATION_FAILED);

        List<byte[]> rest = packets.subList(1, packets.size());
        Collections.shuffle(rest, new Random(3711));

        assertThat(rest)
                .allSatisfy(packet -> assertThat(unprotect(receiver, packet)).isEqualTo(SrtpStatus.OK));
        assertThat(packets)
                .allSatisfy(packet -> assertThat(unprotect(receiver, packet)).isEqualTo(SrtpStatus.REPLAYED));
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    @DisplayName("SRTP-04 a replayed packet is discarded, RTP and RTCP, and so is one from behind the window")
    void replay(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(keys(profile), DEFAULTS);
        SrtpReceiver receiver = new SrtpReceiver(keys(profile), DEFAULTS);
        List<byte[]> rtp = new ArrayList<>();
        List<byte[]> rtcp = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            rtp.add(protect(sender, rtp(i)));
            rtcp.add(protectRtcp(sender, rtcp(SSRC)));
        }

        assertThat(unprotect(receiver, rtp.get(129))).isEqualTo(SrtpStatus.OK);
        assertThat(unprotect(receiver, rtp.get(2))).isEqualTo(SrtpStatus.OK);
        assertThat(unprotect(receiver, rtp.get(2))).isEqualTo(SrtpStatus.REPLAYED);
        assertThat(unprotect(receiver, rtp.get(1))).isEqualTo(SrtpStatus.REPLAYED);
        assertThat(unprotectRtcp(receiver, rtcp.get(129))).isEqualTo(SrtpStatus.OK);
        assertThat(unprotectRtcp(receiver, rtcp.get(2))).isEqualTo(SrtpStatus.OK);
        assertThat(unprotectRtcp(receiver, rtcp.get(2))).isEqualTo(SrtpStatus.REPLAYED);
        assertThat(unprotectRtcp(receiver, rtcp.get(1))).isEqualTo(SrtpStatus.REPLAYED);
    }

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#profilesAndOptions")
    @DisplayName("SRTP-05 SRTP-11 with any bit flipped nothing is released, and the true packet is still accepted")
    void bitFlips(SrtpProfile profile, SrtpOptions options) {
        byte[] sealed = protect(new SrtpSender(keys(profile), options), rtp(100));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile), options);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] packet = sealed.clone();
            packet[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] before = packet.clone();

            assertThat(receiver.unprotect(packet, 0, packet.length))
                    .isIn(SrtpStatus.AUTHENTICATION_FAILED, SrtpStatus.MALFORMED);
            assertThat(packet).isEqualTo(before);
            assertThat(receiver.sourceCount()).isZero();
        }
        assertThat(unprotect(receiver, sealed)).isEqualTo(SrtpStatus.OK);
    }

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#profilesAndOptions")
    @DisplayName("SRTP-06 SRTCP has E bit, index from 0 on and a tag of 80 bits or more")
    void srtcp(SrtpProfile profile, SrtpOptions options) {
        SrtpSender sender = new SrtpSender(keys(profile), options);
        SrtpReceiver receiver = new SrtpReceiver(keys(profile), options);
        for (int index = 0; index < 3; index++) {
            byte[] plain = rtcp(SSRC);
            byte[] sealed = protectRtcp(sender, plain);
            int wordAt = profile.tagLength() == 16 ? sealed.length - 4 : sealed.length - 14;

            assertThat(sealed).hasSize(plain.length + 4 + Math.max(10, profile.tagLength()));
            assertThat(Words.int32(sealed, wordAt)).isEqualTo(0x8000_0000 | index);
            assertThat(receiver.unprotectRtcp(sealed, 0, sealed.length)).isEqualTo(SrtpStatus.OK);
            assertThat(Arrays.copyOf(sealed, receiver.length())).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    @DisplayName("SRTP-06 authentic SRTCP without encryption is refused unless agreed upon")
    void unencryptedRtcp(SrtpProfile profile) {
        SrtpOptions agreed = DEFAULTS.withUnencryptedRtcp(true);
        byte[] sealed = protectRtcp(new SrtpSender(keys(profile), agreed), rtcp(SSRC));

        assertThat(Arrays.copyOf(sealed, 28)).isEqualTo(rtcp(SSRC));
        assertThat(unprotectRtcp(new SrtpReceiver(keys(profile), DEFAULTS), sealed))
                .isEqualTo(SrtpStatus.NOT_ENCRYPTED);
        assertThat(unprotectRtcp(new SrtpReceiver(keys(profile), agreed), sealed))
                .isEqualTo(SrtpStatus.OK);
        sealed[10] ^= 1;
        assertThat(unprotectRtcp(new SrtpReceiver(keys(profile), agreed), sealed))
                .isEqualTo(SrtpStatus.AUTHENTICATION_FAILED);
    }

    @Test
    @DisplayName("SRTP-07 a key stops at its limits, the indices run on under the next key")
    void limits() {
        SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        SrtpSender sender = new SrtpSender(keys(profile), DEFAULTS.withLimits(3, 2));
        SrtpReceiver receiver = new SrtpReceiver(keys(profile), DEFAULTS.withLimits(3, 2));
        for (int i = 0; i < 3; i++) {
            assertThat(unprotect(receiver, protect(sender, rtp(i)))).isEqualTo(SrtpStatus.OK);
        }
        byte[] fourth = Arrays.copyOf(rtp(3), 200);
        assertThat(sender.protect(fourth, 0, 172)).isEqualTo(SrtpStatus.KEY_LIMIT_REACHED);
        assertThat(fourth).isEqualTo(Arrays.copyOf(rtp(3), 200));
        assertThat(unprotect(receiver, fourth)).isEqualTo(SrtpStatus.KEY_LIMIT_REACHED);
        for (int i = 0; i < 2; i++) {
            assertThat(unprotectRtcp(receiver, protectRtcp(sender, rtcp(SSRC)))).isEqualTo(SrtpStatus.OK);
        }
        byte[] third = Arrays.copyOf(rtcp(SSRC), 64);
        assertThat(sender.protectRtcp(third, 0, 28)).isEqualTo(SrtpStatus.KEY_LIMIT_REACHED);
        assertThat(unprotectRtcp(receiver, third)).isEqualTo(SrtpStatus.KEY_LIMIT_REACHED);

        sender.rekey(keys(profile, 1));
        receiver.rekey(keys(profile, 1), 0, 0);
        byte[] next = protectRtcp(sender, rtcp(SSRC));
        assertThat(Words.int32(next, next.length - 4)).isEqualTo(0x8000_0002);
        assertThat(unprotectRtcp(receiver, next)).isEqualTo(SrtpStatus.OK);
        assertThat(unprotect(receiver, protect(sender, rtp(3)))).isEqualTo(SrtpStatus.OK);
    }

    @Test
    @DisplayName("SRTP-07 nothing is sent beyond index 2^48 − 1 of SRTP and 2^31 − 1 of SRTCP")
    void lastIndex() {
        SrtpSender sender = new SrtpSender(keys(SrtpProfile.AES128_CM_HMAC_SHA1_80), DEFAULTS);
        Source source = Objects.requireNonNull(sender.source(SSRC));
        source.rtp.mark((1L << 48) - 2);
        source.rtcp.mark((1L << 31) - 2);

        byte[] packet = Arrays.copyOf(rtp(0xffff), 200);
        assertThat(sender.protect(packet, 0, 172)).isEqualTo(SrtpStatus.OK);
        assertThat(sender.protect(Arrays.copyOf(rtp(0), 200), 0, 172)).isEqualTo(SrtpStatus.KEY_LIMIT_REACHED);
        byte[] report = protectRtcp(sender, rtcp(SSRC));
        assertThat(Words.int32(report, report.length - 14)).isEqualTo(-1);
        assertThat(sender.protectRtcp(Arrays.copyOf(rtcp(SSRC), 64), 0, 28)).isEqualTo(SrtpStatus.KEY_LIMIT_REACHED);
    }

    @Test
    @DisplayName("SRTP-08 an index is never protected twice, so that two streams under a key need two SSRCs")
    void noKeystreamTwice() {
        SrtpSender sender = new SrtpSender(keys(SrtpProfile.AEAD_AES_128_GCM), DEFAULTS);
        protect(sender, rtp(SSRC, 7));

        assertThat(sender.protect(Arrays.copyOf(rtp(SSRC, 7), 200), 0, 172)).isEqualTo(SrtpStatus.INDEX_REUSED);
        assertThat(sender.protect(Arrays.copyOf(rtp(SSRC, 65_000), 200), 0, 172))
                .isEqualTo(SrtpStatus.INDEX_REUSED);
        assertThat(sender.protect(Arrays.copyOf(rtp(SSRC + 1, 7), 200), 0, 172)).isEqualTo(SrtpStatus.OK);
    }

    @Test
    @DisplayName("SRTP-08 an authentic packet with our own SSRC is a collision, a forged one is not")
    void collision() {
        SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        SrtpSender peer = new SrtpSender(keys(profile), DEFAULTS);
        SrtpReceiver receiver = new SrtpReceiver(keys(profile), DEFAULTS);
        receiver.addLocalSource(SSRC);
        byte[] authentic = protect(peer, rtp(1));
        byte[] forged = authentic.clone();
        forged[40] ^= 1;

        assertThat(unprotect(receiver, forged)).isEqualTo(SrtpStatus.AUTHENTICATION_FAILED);
        byte[] packet = authentic.clone();
        assertThat(receiver.unprotect(packet, 0, packet.length)).isEqualTo(SrtpStatus.SSRC_COLLISION);
        assertThat(packet).isEqualTo(authentic);
        assertThat(unprotectRtcp(receiver, protectRtcp(peer, rtcp(SSRC)))).isEqualTo(SrtpStatus.SSRC_COLLISION);
        receiver.removeLocalSource(SSRC);
        assertThat(unprotect(receiver, protect(peer, rtp(2)))).isEqualTo(SrtpStatus.OK);
    }

    @Test
    @DisplayName("SRTP-12 a source without context is discarded: not admitted, beyond the limit, under other keys")
    void unknownSources() {
        SrtpProfile profile = SrtpProfile.AES128_CM_HMAC_SHA1_80;
        SrtpSender sender = new SrtpSender(keys(profile), DEFAULTS);
        SrtpReceiver strict = new SrtpReceiver(keys(profile), DEFAULTS.withLearnSources(false));
        assertThat(strict.addSource(1)).isTrue();
        assertThat(unprotect(strict, protect(sender, rtp(1, 5)))).isEqualTo(SrtpStatus.OK);
        assertThat(unprotect(strict, protect(sender, rtp(2, 5)))).isEqualTo(SrtpStatus.UNKNOWN_SOURCE);
        assertThat(unprotectRtcp(strict, protectRtcp(sender, rtcp(2)))).isEqualTo(SrtpStatus.UNKNOWN_SOURCE);

        SrtpReceiver small = new SrtpReceiver(keys(profile), DEFAULTS.withMaxSources(3));
        for (int ssrc = 10; ssrc < 13; ssrc++) {
            assertThat(unprotect(small, protect(sender, rtp(ssrc, 5)))).isEqualTo(SrtpStatus.OK);
        }
        assertThat(unprotect(small, protect(sender, rtp(13, 5)))).isEqualTo(SrtpStatus.UNKNOWN_SOURCE);
        assertThat(small.addSource(13)).isFalse();
        assertThat(unprotect(small, protect(sender, rtp(12, 6)))).isEqualTo(SrtpStatus.OK);

        SrtpReceiver other = new SrtpReceiver(keys(profile, 1), DEFAULTS);
        assertThat(unprotect(other, protect(sender, rtp(20, 5)))).isEqualTo(SrtpStatus.AUTHENTICATION_FAILED);
        assertThat(other.sourceCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    @DisplayName("SRTP-14 after a rekey packets under the old keys are accepted for as long as asked")
    void rekey(SrtpProfile next) {
        SrtpProfile profile = SrtpProfile.AES128_CM_HMAC_SHA1_80;
        SrtpSender sender = new SrtpSender(keys(profile), DEFAULTS);
        SrtpReceiver receiver = new SrtpReceiver(keys(profile), DEFAULTS);
        List<byte[]> old = List.of(protect(sender, rtp(0)), protect(sender, rtp(1)), protect(sender, rtp(2)));
        byte[] oldReport = protectRtcp(sender, rtcp(SSRC));
        sender.rekey(keys(next, 1));
        List<byte[]> fresh = List.of(protect(sender, rtp(3)), protect(sender, rtp(4)));
        byte[] freshReport = protectRtcp(sender, rtcp(SSRC));

        assertThat(unprotect(receiver, old.get(0))).isEqualTo(SrtpStatus.OK);
        assertThat(receiver.deadline()).isEqualTo(Long.MAX_VALUE);
        receiver.rekey(keys(next, 1), 1000, 500);
        assertThat(receiver.deadline()).isEqualTo(1500);
        assertThat(unprotect(receiver, fresh.get(0))).isEqualTo(SrtpStatus.OK);
        assertThat(unprotectRtcp(receiver, freshReport)).isEqualTo(SrtpStatus.OK);
        assertThat(unprotect(receiver, old.get(1))).isEqualTo(SrtpStatus.OK);
        assertThat(unprotectRtcp(receiver, oldReport)).isEqualTo(SrtpStatus.OK);
        assertThat(unprotect(receiver, old.get(1))).isEqualTo(SrtpStatus.REPLAYED);
        receiver.timeout(1500);
        assertThat(receiver.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(unprotect(receiver, old.get(2))).isEqualTo(SrtpStatus.AUTHENTICATION_FAILED);
        assertThat(unprotect(receiver, fresh.get(1))).isEqualTo(SrtpStatus.OK);
    }

    @Test
    @DisplayName("MUX-07 on one port SRTCP and SRTP are told apart before either is opened, under keys of their own")
    void muxed() {
        SrtpProfile profile = SrtpProfile.AEAD_AES_256_GCM;
        SrtpSender sender = new SrtpSender(keys(profile), DEFAULTS);
        SrtpReceiver receiver = new SrtpReceiver(keys(profile), DEFAULTS);
        byte[] report = protectRtcp(sender, rtcp(SSRC));
        byte[] media = protect(sender, rtp(0));

        assertThat(RtpMux.isRtcp(report, 0, report.length)).isTrue();
        assertThat(RtpMux.isRtcp(media, 0, media.length)).isFalse();
        assertThat(unprotect(receiver, report)).isEqualTo(SrtpStatus.AUTHENTICATION_FAILED);
        assertThat(unprotectRtcp(receiver, media)).isEqualTo(SrtpStatus.MALFORMED);
        assertThat(unprotectRtcp(receiver, report)).isEqualTo(SrtpStatus.OK);
        assertThat(unprotect(receiver, media)).isEqualTo(SrtpStatus.OK);
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    @DisplayName("a closed context does nothing, and needs its master keys no longer once made")
    void closed(SrtpProfile profile) {
        SrtpKeys keys = keys(profile);
        SrtpSender sender = new SrtpSender(keys, DEFAULTS);
        SrtpReceiver receiver = new SrtpReceiver(keys, DEFAULTS);
        keys.close();
        byte[] packet = protect(sender, rtp(0));
        sender.close();
        assertThat(sender.protect(Arrays.copyOf(rtp(1), 200), 0, 172)).isEqualTo(SrtpStatus.CLOSED);
        assertThat(sender.protectRtcp(Arrays.copyOf(rtcp(SSRC), 64), 0, 28)).isEqualTo(SrtpStatus.CLOSED);
        assertThat(unprotect(receiver, packet)).isEqualTo(SrtpStatus.OK);
        receiver.close();
        assertThat(unprotect(receiver, packet)).isEqualTo(SrtpStatus.CLOSED);
        assertThat(unprotectRtcp(receiver, packet)).isEqualTo(SrtpStatus.CLOSED);
    }

    @Test
    @DisplayName("what cannot be protected is said: no room is the caller's error, no RTP is malformed")
    void refusals() {
        SrtpSender sender = new SrtpSender(keys(SrtpProfile.AEAD_AES_128_GCM), DEFAULTS.withMaxSources(1));

        assertThatIllegalArgumentException().isThrownBy(() -> sender.protect(rtp(0), 0, 172));
        assertThatIllegalArgumentException().isThrownBy(() -> sender.protect(rtp(0), -1, 12));
        assertThatIllegalArgumentException().isThrownBy(() -> sender.protectRtcp(rtcp(SSRC), 0, 28));
        assertThat(sender.protect(new byte[100], 0, 50)).isEqualTo(SrtpStatus.MALFORMED);
        assertThat(sender.protectRtcp(new byte[100], 0, 50)).isEqualTo(SrtpStatus.MALFORMED);
        protect(sender, rtp(1, 0));
        assertThat(sender.protect(Arrays.copyOf(rtp(2, 0), 200), 0, 172)).isEqualTo(SrtpStatus.UNKNOWN_SOURCE);
    }
}
