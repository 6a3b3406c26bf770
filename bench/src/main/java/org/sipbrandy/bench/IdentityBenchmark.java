package org.sipbrandy.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sipbrandy.stir.IdentityHeader;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.Verification;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.passport.Passport;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;

/** Microseconds to verify PASSporTs, with each provider, and to sign them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class IdentityBenchmark {
    /** Whose ECDSA verifies. */
    public enum Subject {
        JDK,
        BOUNCY_CASTLE,
        CORRETTO
    }

    @State(Scope.Thread)
    public static class Verifying {
        @Param
        public Subject provider = Subject.JDK;

        private final SignedInvite invite = new SignedInvite(Instant.now());
        private final RequestView view = invite.signedView();
        private Es256Verifier verifier = Es256Verifier.platform();
        private VerificationService service = service();
        private byte[] input = {};
        private byte[] signature = {};
        private PublicKey key = invite.credential().certificate().publicKey().orElseThrow();

        @Setup
        public void prepare() throws Exception {
            verifier = switch (provider) {
                case JDK -> Es256Verifier.platform();
                case BOUNCY_CASTLE -> Es256Verifier.of(new BouncyCastleProvider());
                case CORRETTO -> Es256Verifier.of(Objects.requireNonNull(AmazonCorrettoCryptoProvider.INSTANCE));
            };
            service = service();
            var passport = Passport.parse(
                    IdentityHeader.parse(view.identity().getFirst()).token());
            input = passport.signingInput().getBytes(StandardCharsets.US_ASCII);
            signature = passport.signature();
            key = invite.credential().certificate().publicKey().orElseThrow();
            // Who measures refusals measures nothing.
            if (!verifier.verify(key, input, signature)
                    || service.verify(view, invite.time()).verified().isEmpty()
                    || service.verify(view, invite.time()).verified().isEmpty()) {
                throw new IllegalStateException(provider + " does not verify");
            }
        }

        private VerificationService service() {
            return new VerificationService(
                    CertificateSource.none(),
                    new InMemoryKnownPeers(),
                    new ReplayCache(),
                    verifier,
                    VerificationPolicy.STANDARD.withRequireIdentity(true));
        }
    }

    private final SignedInvite invite = new SignedInvite(Instant.now());
    private final RequestView unsigned = invite.unsignedView();

    /** The signature alone. */
    @Benchmark
    public boolean verifySignature(Verifying it) {
        return it.verifier.verify(it.key, it.input, it.signature);
    }

    /** Every step of RFC 8224 §6.2, the certificate of the request included. */
    @Benchmark
    public Verification verificationService(Verifying it) {
        return it.service.verify(it.view, it.invite.time());
    }

    /** The whole authentication service, deterministic (RFC 6979), by Bouncy Castle. */
    @Benchmark
    public Signing sign() {
        return invite.authentication().sign(unsigned, invite.options(), invite.time());
    }
}
