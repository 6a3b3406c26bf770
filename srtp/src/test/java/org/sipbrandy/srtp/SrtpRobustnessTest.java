package org.sipbrandy.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SrtpRobustnessTest {
    private static final long SEED = 20_161_117;
    private static final int ROUNDS = 4000;

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#profilesAndOptions")
    @DisplayName("SRTP-05 SRTP-11 mutated, cut and random packets are discarded without a trace")
    void mutations(SrtpProfile profile, SrtpOptions options) {
        Random random = new Random(SEED);
        SrtpSender sender = new SrtpSender(Packets.keys(profile), options);
        SrtpReceiver receiver = new SrtpReceiver(Packets.keys(profile), options);
        for (int i = 0; i < ROUNDS; i++) {
            boolean rtcp = random.nextInt(3) == 0;
            byte[] sealed = rtcp
                    ? Packets.protectRtcp(sender, Packets.rtcp(Packets.SSRC))
                    : Packets.protect(sender, Packets.rtp(i & 0xffff));
            byte[] mutated = mutate(sealed, random);
            byte[] before = mutated.clone();
            boolean same = Arrays.equals(mutated, sealed);

            SrtpStatus status = rtcp
                    ? receiver.unprotectRtcp(mutated, 0, mutated.length)
                    : receiver.unprotect(mutated, 0, mutated.length);

            if (!same) {
                assertThat(status)
                        .as("seed %d round %d", SEED, i)
                        .isIn(SrtpStatus.MALFORMED, SrtpStatus.AUTHENTICATION_FAILED, SrtpStatus.REPLAYED);
                assertThat(mutated).isEqualTo(before);
            }
            SrtpStatus genuine = rtcp ? Packets.unprotectRtcp(receiver, sealed) : Packets.unprotect(receiver, sealed);
            assertThat(genuine).as("seed %d round %d", SEED, i).isEqualTo(same ? SrtpStatus.REPLAYED : SrtpStatus.OK);
            assertThat(receiver.sourceCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#options")
    @DisplayName("ranges outside of the array are malformed packets")
    void ranges(SrtpOptions options) {
        SrtpReceiver receiver = new SrtpReceiver(Packets.keys(SrtpProfile.AEAD_AES_128_GCM), options);
        byte[] packet = Packets.rtp(1);
        int[][] ranges = {
            {-1, 10}, {0, -1}, {0, 173}, {172, 1}, {173, 0}, {Integer.MAX_VALUE, 20}, {20, Integer.MAX_VALUE}, {0, 0},
        };
        for (int[] range : ranges) {
            assertThat(receiver.unprotect(packet, range[0], range[1])).isEqualTo(SrtpStatus.MALFORMED);
            assertThat(receiver.unprotectRtcp(packet, range[0], range[1])).isEqualTo(SrtpStatus.MALFORMED);
        }
    }

    private static byte[] mutate(byte[] packet, Random random) {
        byte[] mutated = packet.clone();
        switch (random.nextInt(5)) {
            case 0 -> mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length));
            case 2 -> mutated = Arrays.copyOf(mutated, mutated.length + 1 + random.nextInt(40));
            case 3 -> {
                for (int n = random.nextInt(20); n >= 0; n--) {
                    mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
                }
            }
            default -> {
                byte first = mutated[0];
                random.nextBytes(mutated);
                if (random.nextBoolean()) {
                    mutated[0] = first;
                }
            }
        }
        return mutated;
    }
}
