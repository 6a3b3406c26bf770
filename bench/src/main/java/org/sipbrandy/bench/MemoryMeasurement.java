package org.sipbrandy.bench;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.BodyPart;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.ContentId;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;

/**
 * Whether a verification service that runs for long grows: each request is signed anew and of another call, a hundredth of
 * them with a certificate that was never seen before; a thousand a second by the clock that it is shown. What lives after
 * a collection is printed ten times on the way.
 */
public final class MemoryMeasurement {
    private static final int IDENTITIES = 1_000;
    private static final int NEW_ONE_IN = 100;
    private static final int A_SECOND = 1_000;
    private static final int SAMPLES = 10;
    private static final double MEGA = 1 << 20;

    /** What fills up is full after a tenth; then a twentieth more is noise, and beyond that is growth. */
    private static final double FLAT = 1.05;

    private final SecureRandom random = new SecureRandom();
    private final Instant start = Instant.now();
    private final ContentId name = new ContentId("40c50dfa7f0ea88a6ad23b2bbe73a8c7@brandy.invalid");
    private final List<Credential> known =
            IntStream.range(0, IDENTITIES).mapToObj(this::credential).toList();
    private final VerificationService service = new VerificationService(
            CertificateSource.none(),
            new InMemoryKnownPeers(),
            new ReplayCache(),
            Es256Verifier.platform(),
            VerificationPolicy.STANDARD.withRequireIdentity(true));

    private MemoryMeasurement() {}

    /** {@code REQUESTS}: ten million by default, about half an hour. Exits 1 if memory grew. */
    public static void main(String[] arguments) {
        int requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000_000;
        System.exit(new MemoryMeasurement().run(requests) ? 0 : 1);
    }

    private boolean run(int requests) {
        var samples = new ArrayList<Double>();
        int each = Math.max(1, requests / SAMPLES);
        for (int i = 0; i < requests; i++) {
            verify(i);
            if ((i + 1) % each == 0) {
                samples.add(living());
                System.out.printf(Locale.ROOT, "%,12d requests  %.1f MB%n", i + 1, samples.getLast());
            }
        }
        // The caches fill at first: the second half is held against the end of the first.
        double before = samples.get(samples.size() / 2 - 1);
        double after = samples.stream()
                .skip(samples.size() / 2)
                .mapToDouble(it -> it)
                .max()
                .orElse(before);
        boolean flat = after <= before * FLAT;
        System.out.printf(
                Locale.ROOT, "%s: %.1f MB half-way, at most %.1f MB after%n", flat ? "flat" : "GREW", before, after);
        return flat;
    }

    private Credential credential(int number) {
        return Credential.selfSigned(
                "sip:user" + number + "@example.com", random, start.minusSeconds(60), Duration.ofDays(30));
    }

    private void verify(int number) {
        var credential = number % NEW_ONE_IN == 0 ? credential(IDENTITIES + number) : known.get(number % IDENTITIES);
        var now = start.plusSeconds(number / A_SECOND);
        var request = request(credential, number, List.of(), Optional.empty());
        var signing = new AuthenticationService(CredentialStore.of(credential))
                .sign(request, SigningOptions.msec(name.url()), now);
        if (!(signing instanceof Signing.Signed signed)) {
            throw new IllegalStateException("not signed: " + signing);
        }
        var asSent = request(credential, number, List.of(signed.identity().toString()), Optional.of(signed.date()));
        if (service.verify(asSent, now).verified().isEmpty()) {
            throw new IllegalStateException("not verified: " + service.verify(asSent, now));
        }
    }

    private RequestView request(Credential from, int number, List<String> identity, Optional<String> date) {
        return new RequestView(
                "INVITE",
                from.identity().value(),
                "sip:callee" + number + "@example.com",
                date,
                identity,
                List.of("sha-256 3D:38:5C:29:7D:24:0C:1E:FE:7B:31:92:18:39:A0:F5:"
                        + "1A:AA:CA:30:4A:3E:A3:CB:96:BB:1C:70:8A:11:74:74"),
                List.of(BodyPart.certificate(from, name)),
                "call-" + number + "@example.com",
                "tag" + number,
                1);
    }

    private static double living() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGA;
    }
}
