package org.sipbrandy.dtls;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** What many tests need. */
final class Fixtures {
    static final SecureRandom RANDOM = new SecureRandom();
    static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    static final DtlsIdentity ALICE = DtlsIdentity.generate(RANDOM, NOW);
    static final DtlsIdentity BOB = DtlsIdentity.generate(RANDOM, NOW);
    static final DtlsIdentity MALLORY = DtlsIdentity.generate(RANDOM, NOW);
    static final HandshakeDrive LOCK_STEP = new HandshakeDrive.LockStep(Thread.ofVirtual()::start);

    private Fixtures() {}

    static PeerCertificateCheck expects(DtlsIdentity identity) {
        return PeerCertificateCheck.fingerprint("sha-256", identity.sha256Fingerprint());
    }

    /** Alice is the client and expects Bob. */
    static DtlsAssociation client(DtlsConfiguration configuration) {
        return new DtlsAssociation(DtlsRole.CLIENT, ALICE, configuration, expects(BOB), RANDOM, LOCK_STEP);
    }

    /** Bob is the server and expects Alice. */
    static DtlsAssociation server(DtlsConfiguration configuration) {
        return new DtlsAssociation(DtlsRole.SERVER, BOB, configuration, expects(ALICE), RANDOM, LOCK_STEP);
    }

    static DtlsOutput.Connected connected(List<DtlsOutput> outputs) {
        return outputs.stream()
                .filter(DtlsOutput.Connected.class::isInstance)
                .map(DtlsOutput.Connected.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not connected: " + outputs));
    }

    static DtlsOutput.Failed failed(List<DtlsOutput> outputs) {
        return outputs.stream()
                .filter(DtlsOutput.Failed.class::isInstance)
                .map(DtlsOutput.Failed.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not failed: " + outputs));
    }

    static boolean sameKeys(SrtpKeyingMaterial one, SrtpKeyingMaterial other) {
        return java.util.Arrays.equals(one.localKey(), other.remoteKey())
                && java.util.Arrays.equals(one.localSalt(), other.remoteSalt())
                && java.util.Arrays.equals(one.remoteKey(), other.localKey())
                && java.util.Arrays.equals(one.remoteSalt(), other.localSalt());
    }
}
