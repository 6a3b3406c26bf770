package org.sipbrandy.agent.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The PKCS #11 tokens that are open, by Java's SunPKCS11. A token is opened when its key is first needed, and asks for its
 * PIN once. May be used by several threads, of which those wait that need a token that is being opened.
 */
public final class Tokens {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Function<TokenPlace, Optional<char[]>> pinEntry;
    private final Map<TokenPlace, Opened> opened = new HashMap<>();

    /** @param pinEntry asks for the PIN where no file has it; empty if there is nobody to ask */
    public Tokens(Function<TokenPlace, Optional<char[]>> pinEntry) {
        this.pinEntry = pinEntry;
    }

    /**
     * A key in an open token.
     *
     * @param provider by which alone the key can be used
     * @param key signs in the token; it has no other use
     * @param chain the certificates that the token has with it, the key's own first
     */
    public record Opened(Provider provider, PrivateKey key, List<Certificate> chain) {}

    /**
     * Opens a token, or gives what is open.
     *
     * @throws TokenException with one line, if it cannot be opened or has no such key
     */
    public synchronized Opened open(TokenPlace place) {
        var known = opened.get(place);
        if (known != null) {
            return known;
        }
        var now = openAnew(place);
        opened.put(place, now);
        return now;
    }

    /** ECDSA with the key, when it is needed. */
    Supplier<Signature> signer(TokenPlace place) {
        return () -> {
            var token = open(place);
            try {
                var signature = Signature.getInstance("SHA256withECDSA", token.provider());
                signature.initSign(token.key());
                return signature;
            } catch (GeneralSecurityException | ProviderException e) {
                throw new TokenException("the token in " + place + " does not sign: " + Database.cause(e), e);
            }
        };
    }

    private Opened openAnew(TokenPlace place) {
        if (!Files.isReadable(place.library())) {
            throw new TokenException("cannot read the PKCS #11 library " + place.library());
        }
        char[] pin = pin(place);
        try {
            var provider = provider(place);
            var store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            String alias = alias(place, store);
            if (!(store.getKey(alias, null) instanceof PrivateKey key)) {
                throw new TokenException("the token in " + place + " has no private key '" + alias + "'");
            }
            return new Opened(provider, key, List.of(store.getCertificateChain(alias)));
        } catch (IOException | GeneralSecurityException | ProviderException e) {
            throw new TokenException("cannot open the token in " + place + ": " + Database.cause(e), e);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private static Provider provider(TokenPlace place) {
        var base = Security.getProvider("SunPKCS11");
        if (base == null) {
            throw new TokenException("this Java has no PKCS #11 (module jdk.crypto.cryptoki)");
        }
        String slot = place.slot().isPresent() ? "slot = " + place.slot().getAsLong() : "slotListIndex = 0";
        return base.configure("--name = brandy" + COUNT.incrementAndGet() + "\nlibrary = \"" + place.library() + "\"\n"
                + slot + "\nshowInfo = false\n");
    }

    private static String alias(TokenPlace place, KeyStore store) throws GeneralSecurityException {
        if (place.alias().isPresent()) {
            return place.alias().get();
        }
        var keys = Collections.list(store.aliases()).stream()
                .filter(alias -> isKey(store, alias))
                .toList();
        if (keys.size() != 1) {
            throw new TokenException("the token in " + place + " has "
                    + (keys.isEmpty() ? "no key with a certificate" : "several keys: " + String.join(", ", keys)));
        }
        return keys.getFirst();
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private char[] pin(TokenPlace place) {
        if (place.pinFile().isPresent()) {
            return firstLine(place.pinFile().get());
        }
        return pinEntry.apply(place)
                .orElseThrow(() -> new TokenException(
                        "the token in " + place + " needs a PIN, and nobody is there to type it; see --pin-file"));
    }

    private static char[] firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException | UncheckedIOException e) {
            throw new TokenException("cannot read the PIN from " + file, e);
        }
    }
}
