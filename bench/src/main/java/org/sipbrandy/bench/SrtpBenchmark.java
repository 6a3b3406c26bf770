package org.sipbrandy.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sipbrandy.srtp.SrtpKeys;
import org.sipbrandy.srtp.SrtpOptions;
import org.sipbrandy.srtp.SrtpProfile;
import org.sipbrandy.srtp.rtp.RtpPacket;

/**
 * Packets protected and opened per second by one thread, 160 octets of payload: 20 ms of G.711. The copy of each packet
 * into the buffer that is worked on is measured with it, for all alike.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SrtpBenchmark {
    private static final int PACKETS = 16_384;
    private static final int SSRC = 0xcafe_babe;
    private static final int LENGTH = RtpPacket.HEADER_LENGTH + 160;

    /** Who protects. */
    public enum Subject {
        BRANDY_JDK,
        BRANDY_CORRETTO,
        JITSI
    }

    @Param
    public Subject subject = Subject.BRANDY_JDK;

    @Param({"AEAD_AES_128_GCM", "AEAD_AES_256_GCM", "AES128_CM_HMAC_SHA1_80"})
    public SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

    private final byte[] plain = new byte[LENGTH];
    private final byte[] work = new byte[LENGTH + 64];
    private byte[][] sealed = {};
    private SrtpSubject srtp = make();
    private int sequenceNumber;

    private SrtpSubject make() {
        byte[] key = new byte[profile.keyLength()];
        byte[] salt = new byte[profile.saltLength()];
        Arrays.fill(key, (byte) 0x5a);
        Arrays.fill(salt, (byte) 0xa5);
        SrtpKeys keys = SrtpKeys.of(profile, key, salt);
        return switch (subject) {
            case BRANDY_JDK -> new BrandySrtp(keys, SrtpOptions.defaults());
            case BRANDY_CORRETTO ->
                new BrandySrtp(
                        keys,
                        SrtpOptions.defaults()
                                .withProvider(Objects.requireNonNull(AmazonCorrettoCryptoProvider.INSTANCE)));
            case JITSI -> new JitsiSrtp(profile, key, salt, SSRC);
        };
    }

    @Setup
    public void prepare() {
        srtp = make();
        byte[] payload = new byte[LENGTH - RtpPacket.HEADER_LENGTH];
        RtpPacket.write(plain, 0, false, 0, 0, 0, SSRC, payload);
        SrtpSubject reference = new BrandySrtp(
                SrtpKeys.of(profile, filled(profile.keyLength(), 0x5a), filled(profile.saltLength(), 0xa5)),
                SrtpOptions.defaults());
        sealed = new byte[PACKETS][];
        for (int i = 0; i < PACKETS; i++) {
            next();
            sealed[i] = Arrays.copyOf(work, srtp.protect(work, LENGTH));
            sequenceNumber--;
            next();
            // Who measures something else than SRTP measures nothing.
            if (!Arrays.equals(sealed[i], Arrays.copyOf(work, reference.protect(work, LENGTH)))) {
                throw new IllegalStateException(subject + " protects packet " + i + " differently");
            }
        }
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private void next() {
        System.arraycopy(plain, 0, work, 0, LENGTH);
        work[2] = (byte) (sequenceNumber >> 8);
        work[3] = (byte) sequenceNumber;
        sequenceNumber++;
    }

    @Benchmark
    public int protect() {
        next();
        return srtp.protect(work, LENGTH);
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public int unprotect() {
        srtp.restartReceiver();
        int octets = 0;
        for (byte[] packet : sealed) {
            System.arraycopy(packet, 0, work, 0, packet.length);
            octets += srtp.unprotect(work, packet.length);
        }
        return octets;
    }
}
