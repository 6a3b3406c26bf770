package org.sipbrandy.agent.crypto;

import java.security.Provider;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.sipbrandy.call.media.MediaProviders;

/**
 * The choice of cryptography: for each operation the provider that was measured to be the fastest of those that are here
 * (bench/README.md has the figures). Amazon's Corretto Crypto Provider comes first; its native library does not load
 * everywhere. Without it Bouncy Castle is the faster one for elliptic curves and the platform for AES-GCM.
 *
 * <p>Loading takes some tenths of a second, so it is done beside other work; until then, the platform's providers do.
 * Nothing is added to the process's own list of providers. May be used from any thread.
 */
public final class CryptoProviders implements MediaProviders {
    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private final CompletableFuture<Loaded> loaded = new CompletableFuture<>();
    private boolean begun;

    /** What there is. */
    private record Loaded(Optional<Provider> corretto, Optional<Provider> bouncyCastle) {
        static final Loaded NOTHING_YET = new Loaded(Optional.empty(), Optional.empty());

        /** The table. */
        Optional<Provider> of(CryptoOperation operation) {
            return switch (operation) {
                case SRTP -> corretto;
                case DTLS, PASSPORT_VERIFICATION -> corretto.or(() -> bouncyCastle);
                // Bouncy Castle's own interface does it, not its provider: see SigningKey
                case PASSPORT_SIGNING -> Optional.empty();
            };
        }
    }

    /** Begins to load, on a thread of its own, unless that was begun before. */
    public synchronized void load() {
        if (!begun) {
            begun = true;
            // Not a virtual one: loading a native library would hold up the others.
            Thread.ofPlatform().daemon().name("brandy-crypto").start(() -> loaded.complete(loadAll()));
        }
    }

    /** Loads, and waits until that is done. */
    public CryptoProviders loaded() {
        load();
        loaded.join();
        return this;
    }

    private static Loaded loadAll() {
        var corretto = corretto();
        return new Loaded(corretto, corretto.isPresent() ? Optional.empty() : Optional.of(new BouncyCastleProvider()));
    }

    private static Optional<Provider> corretto() {
        try {
            var type = Class.forName(CORRETTO);
            var instance = type.getField("INSTANCE").get(null);
            if (instance instanceof Provider provider
                    && type.getMethod("getLoadingError").invoke(instance) == null) {
                return Optional.of(provider);
            }
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            // Not on the class path, or not for this platform: the others are slower, not worse.
            org.slf4j.LoggerFactory.getLogger(CryptoProviders.class).debug("Corretto does not load", e);
        }
        return Optional.empty();
    }

    /** The provider for an operation, as far as is known now; empty: the platform's. Never blocks. */
    public Optional<Provider> provider(CryptoOperation operation) {
        return loaded.getNow(Loaded.NOTHING_YET).of(operation);
    }

    @Override
    public Optional<Provider> srtp() {
        return provider(CryptoOperation.SRTP);
    }

    @Override
    public Optional<Provider> dtls() {
        return provider(CryptoOperation.DTLS);
    }

    /** The name of the one for an operation, for people. */
    public String name(CryptoOperation operation) {
        return provider(operation)
                .map(provider -> provider.getName() + " " + provider.getVersionStr())
                .orElseGet(() -> switch (operation) {
                    case SRTP -> platform("Cipher", "AES/GCM/NoPadding");
                    case DTLS -> platform("KeyAgreement", "ECDH");
                    case PASSPORT_VERIFICATION -> platform("Signature", "SHA256withECDSAinP1363Format");
                    case PASSPORT_SIGNING -> "Bouncy Castle, deterministic (RFC 6979)";
                });
    }

    private static String platform(String type, String algorithm) {
        var providers = java.security.Security.getProviders(type + "." + algorithm);
        return providers == null ? "nobody" : providers[0].getName() + " " + providers[0].getVersionStr();
    }
}
