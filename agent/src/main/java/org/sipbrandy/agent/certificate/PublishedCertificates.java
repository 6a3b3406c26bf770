package org.sipbrandy.agent.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.sipbrandy.stir.BodyPart;
import org.sipbrandy.stir.credential.CertificatePlace;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/**
 * The certificates that an agent signs with, each under a path of its own: the SHA-256 of its octets, so that another
 * certificate has another URI, and the former one still answers for a minute (RFC 8224 §7.4, STIR-AS-20). May be used by
 * several threads.
 */
final class PublishedCertificates implements CertificatePlace {
    /** A verifier may still hold a request that was signed before the change. */
    private static final Duration AFTERLIFE = Duration.ofMinutes(1);

    private static final String FOLDER = "/certificates/";
    private static final String SUFFIX = ".cer";

    private final String authority;
    private final InstantSource clock;
    private final Map<CanonicalIdentity, String> current = new HashMap<>();
    private final Map<String, Published> byPath = new HashMap<>();

    /**
     * A certificate.
     *
     * @param type its media type
     * @param until when it goes; empty while it is somebody's current one
     */
    record Published(String type, byte[] content, Optional<Instant> until) {}

    /** @param authority host and port as verifiers reach them */
    PublishedCertificates(String authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<String> uri(Credential credential) {
        byte[] content = credential.chain().encoded();
        String path = FOLDER + sha256(content) + SUFFIX;
        String type = credential.chain().issuers().isEmpty() ? BodyPart.PKIX_CERT : BodyPart.PEM_CHAIN;
        byPath.put(path, new Published(type, content, Optional.empty()));
        String former = current.put(credential.identity(), path);
        if (former != null && !former.equals(path) && !current.containsValue(former)) {
            byPath.computeIfPresent(
                    former,
                    (_, it) -> new Published(
                            it.type(), it.content(), Optional.of(clock.instant().plus(AFTERLIFE))));
        }
        dropOld();
        return Optional.of("https://" + authority + path);
    }

    /** What is under a path now. */
    synchronized Optional<Published> find(String path) {
        dropOld();
        return Optional.ofNullable(byPath.get(path));
    }

    private void dropOld() {
        Instant now = clock.instant();
        byPath.values().removeIf(it -> it.until().filter(now::isAfter).isPresent());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
