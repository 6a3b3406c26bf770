package org.sipbrandy.agent.store;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.authority.Authority;
import org.sipbrandy.stir.credential.CertificateChain;
import org.sipbrandy.stir.credential.CertificateSubject;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.credential.SigningKey;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.passport.Es256Verifier;

/** Signing credentials in files: a folder for each identity, with its certificate, its key and its address of record. */
public final class IdentityFolder implements CredentialStore {
    private static final String AOR = "aor";

    private final Path folder;
    private final Tokens tokens;

    IdentityFolder(Path folder, Tokens tokens) {
        this.folder = folder;
        this.tokens = tokens;
    }

    /** One identity. */
    public record Identity(String aor, Credential credential) {}

    /** Makes a self-signed credential for a SIP or tel URI. */
    public Identity create(String aor, Duration validity) {
        return create(aor, CertificateSubject.of(named(aor)), validity);
    }

    /** As above, with other names or telephone numbers besides. */
    public Identity create(String aor, CertificateSubject subject, Duration validity) {
        refuseSecond(aor);
        var random = new SecureRandom();
        return put(
                aor,
                Credential.selfSigned(subject, named(aor), SigningKey.generate(random), random, start(), validity));
    }

    /** Clocks differ. */
    private static Instant start() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
    }

    /** Stores a credential that is there already; refuses to write over another one. */
    public Identity put(String aor, Credential credential) {
        refuseSecond(aor);
        store(place(aor), aor, credential);
        return new Identity(aor, credential);
    }

    private void refuseSecond(String aor) {
        if (CredentialFiles.present(place(aor))) {
            throw new HomeException("there is an identity " + aor + " already; see: brandy identity show " + aor);
        }
    }

    /**
     * Takes a certificate and its key that were made elsewhere.
     *
     * @throws HomeException with one line, if they do not belong together or do not speak for that address
     */
    public Identity add(String aor, CertificateChain certificates, SigningKey key) {
        Credential credential;
        try {
            credential = Credential.of(certificates, key, named(aor));
        } catch (StirParseException | IllegalArgumentException e) {
            throw new HomeException("the certificate or key cannot be used: " + e.getMessage(), e);
        }
        Authority.ofOwn(credential, named(aor)).ifPresent(why -> {
            throw new HomeException("the certificate does not speak for " + aor + ": " + why);
        });
        return put(aor, credential);
    }

    /**
     * Takes a certificate whose key stays in its token; only the place of it is stored.
     *
     * @throws HomeException with one line, if they do not belong together or do not speak for that address
     * @throws TokenException with one line, if the token cannot be used
     */
    public Identity add(String aor, CertificateChain certificates, TokenPlace token) {
        refuseSecond(aor);
        Credential credential;
        try {
            credential = Credential.of(certificates, CredentialFiles.key(certificates, token, tokens), named(aor));
        } catch (StirParseException | IllegalArgumentException e) {
            throw new HomeException("the certificate cannot be used: " + e.getMessage(), e);
        }
        Authority.ofOwn(credential, named(aor)).ifPresent(why -> {
            throw new HomeException("the certificate does not speak for " + aor + ": " + why);
        });
        byte[] proof = "Is this the key of that certificate?".getBytes(StandardCharsets.US_ASCII);
        byte[] signature;
        try {
            signature = credential.key().sign(proof);
        } catch (IllegalStateException e) {
            throw new TokenException(String.valueOf(e.getMessage()), e);
        }
        if (!Es256Verifier.platform().verify(certificates.signer().publicKey().orElseThrow(), proof, signature)) {
            throw new HomeException("the key in the token is not that of the certificate");
        }
        CredentialFiles.write(place(aor), certificates, token);
        Home.write(place(aor).resolve(AOR), aor + "\n", false);
        return new Identity(aor, credential);
    }

    private static void store(Path place, String aor, Credential credential) {
        CredentialFiles.write(place, credential);
        Home.write(place.resolve(AOR), aor + "\n", false);
    }

    /** All identities, by name. */
    public List<Identity> list() {
        var list = new ArrayList<Identity>();
        if (!Files.isDirectory(folder)) {
            return list;
        }
        try (Stream<Path> places = Files.list(folder)) {
            for (Path place :
                    places.filter(p -> Files.exists(p.resolve(AOR))).sorted().toList()) {
                list.add(read(place));
            }
        } catch (IOException e) {
            throw new HomeException("cannot read " + folder + ": " + e.getMessage(), e);
        }
        return list;
    }

    /** The identity of that address of record. */
    public Optional<Identity> get(String aor) {
        var wanted = named(aor);
        return list().stream()
                .filter(one -> CanonicalIdentity.of(one.aor()).equals(wanted))
                .findFirst();
    }

    /**
     * Who may speak for that address of record: the identity of that name, else one whose certificate is for its domain
     * or its number (RFC 8224 §8.4).
     */
    public Optional<Identity> speaking(String aor) {
        var wanted = named(aor);
        return get(aor).or(() -> list().stream()
                .filter(one -> Authority.ofOwn(one.credential(), wanted).isEmpty())
                .map(one -> new Identity(aor, one.credential()))
                .findFirst());
    }

    private Identity read(Path place) {
        try {
            String aor = Files.readString(place.resolve(AOR)).strip();
            return new Identity(aor, CredentialFiles.read(place, named(aor), tokens));
        } catch (IOException | StirParseException | IllegalArgumentException e) {
            throw new HomeException("the identity in " + place + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Deletes an identity, its key included unless that is in a token; whether there was one. */
    public boolean delete(String aor) {
        var place = place(aor);
        if (!Files.exists(place.resolve(AOR))) {
            return false;
        }
        try {
            for (String name : List.of(CredentialFiles.KEY, CredentialFiles.TOKEN, CredentialFiles.CERTIFICATE, AOR)) {
                Files.deleteIfExists(place.resolve(name));
            }
            Files.delete(place);
            return true;
        } catch (IOException e) {
            throw new HomeException("cannot delete " + place + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<Credential> find(CanonicalIdentity identity) {
        return list().stream()
                .map(Identity::credential)
                .filter(credential -> Authority.ofOwn(credential, identity).isEmpty())
                // its own name first, then what it may speak for, too
                .sorted(Comparator.comparing((Credential one) -> !one.identity().equals(identity)))
                .toList();
    }

    /** Encoded, so that no address of record can name a place outside the folder. */
    private Path place(String aor) {
        String name = URLEncoder.encode(named(aor).value(), StandardCharsets.UTF_8);
        return folder.resolve(name.replace(".", "%2E"));
    }

    private static CanonicalIdentity named(String aor) {
        try {
            return CanonicalIdentity.of(aor);
        } catch (StirParseException | IllegalArgumentException e) {
            throw new HomeException("'" + aor + "' is not a SIP or tel URI such as sip:alice@example.com", e);
        }
    }
}
