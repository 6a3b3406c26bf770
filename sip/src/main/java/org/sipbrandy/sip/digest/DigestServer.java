package org.sipbrandy.sip.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Uri;

/**
 * Challenges requests and checks what they bring. Each request stands for itself: no other one on its connection or from
 * its address is vouched for (RFC 5922 §8.1, SIP-23). {@code now} is monotonic, in nanoseconds. Not thread-safe.
 */
public final class DigestServer {
    private static final int MAX_NONCES = 4096;
    private static final int KEY_OCTETS = 32;

    private final String realm;
    private final List<DigestAlgorithm> algorithms;
    private final boolean proxy;
    private final Function<String, Optional<Login>> users;
    private final long lifetime;
    private final RandomGenerator random;
    private final byte[] key = new byte[KEY_OCTETS];
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long forgottenUntil = Long.MIN_VALUE;

    /** What a request's credentials are worth. */
    public sealed interface Judgement {
        /** By that user. */
        record Accepted(String user) implements Judgement {}

        /** The nonce is too old, or was used with that count before: challenge again with {@code stale}. */
        record Stale() implements Judgement {}

        /** None for this realm, or not right: challenge. */
        record Refused(String why) implements Judgement {}
    }

    /**
     * @param algorithms most wanted first
     * @param proxy whether it is a proxy that asks
     * @param users the login of a user name
     * @param lifetime of a nonce, nanoseconds
     * @param random of cryptographic quality outside of tests
     */
    public DigestServer(
            String realm,
            List<DigestAlgorithm> algorithms,
            boolean proxy,
            Function<String, Optional<Login>> users,
            long lifetime,
            RandomGenerator random) {
        this.realm = realm;
        this.algorithms = List.copyOf(algorithms);
        this.proxy = proxy;
        this.users = users;
        this.lifetime = lifetime;
        this.random = random;
        random.nextBytes(key);
    }

    /** The 401 or 407, one challenge for each algorithm, most wanted first (RFC 8760 §2.3). */
    public ResponseBuilder challenge(SipRequest request, boolean stale, long now) {
        var response = request.respond(proxy ? 407 : 401);
        String nonce = nonce(now);
        for (DigestAlgorithm algorithm : algorithms) {
            var challenge = new Challenge(
                    proxy, realm, nonce, Optional.empty(), algorithm, Set.of(Qop.AUTH, Qop.AUTH_INT), stale, false);
            response.add(proxy ? HeaderName.PROXY_AUTHENTICATE : HeaderName.WWW_AUTHENTICATE, challenge.value());
        }
        return response;
    }

    /** Judges the credentials of one request. */
    public Judgement check(SipRequest request, long now) {
        var mine = request.headers().all(proxy ? HeaderName.PROXY_AUTHORIZATION : HeaderName.AUTHORIZATION).stream()
                .flatMap(it -> Credentials.parse(it).stream())
                .filter(it -> it.realm().equals(realm))
                .findFirst();
        if (mine.isEmpty()) {
            return new Judgement.Refused("no credentials for this realm");
        }
        var it = mine.get();
        var login = users.apply(it.user());
        if (login.isEmpty() || it.userHash() || !algorithms.contains(it.algorithm()) || !means(it, request)) {
            return new Judgement.Refused("credentials that cannot be right");
        }
        var right = new DigestResponse(
                        it.algorithm(),
                        login.get().keyFor(it.algorithm(), realm),
                        it.nonce(),
                        it.count(),
                        it.clientNonce(),
                        it.qop(),
                        it.uri())
                .request(request.method().name(), request.body().bytes());
        if (!MessageDigest.isEqual(octets(right), octets(it.response()))) {
            return new Judgement.Refused("wrong user or password");
        }
        return fresh(it, now) ? new Judgement.Accepted(it.user()) : new Judgement.Stale();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 8760 §2.6 item 6; we forward for nobody, so the two URIs have to be the same. */
    private static boolean means(Credentials it, SipRequest request) {
        try {
            return it.uri().equals(request.requestUri().toString())
                    || Uri.parse(it.uri()).sameAs(request.requestUri());
        } catch (SipParseException _) {
            return false;
        }
    }

    /** Ours, not too old, and with a higher count than ever before (RFC 7616 §3.4.5). */
    private boolean fresh(Credentials it, long now) {
        byte[] octets;
        try {
            octets = Base64.getDecoder().decode(it.nonce());
        } catch (IllegalArgumentException _) {
            return false;
        }
        int head = 2 * Long.BYTES;
        if (octets.length != head + KEY_OCTETS
                || !MessageDigest.isEqual(
                        mac(Arrays.copyOf(octets, head)), Arrays.copyOfRange(octets, head, octets.length))) {
            return false;
        }
        long made = ByteBuffer.wrap(octets).getLong();
        boolean forgotten = made <= forgottenUntil && !counts.containsKey(it.nonce());
        if (forgotten || now < made || now - made > lifetime || it.number() <= counts.getOrDefault(it.nonce(), 0L)) {
            return false;
        }
        counts.put(it.nonce(), it.number());
        if (counts.size() > MAX_NONCES) {
            forgetEldest();
        }
        return true;
    }

    /** Whose count is not known any more is stale, and so are all as old: nothing can be sent a second time. */
    private void forgetEldest() {
        var eldest = counts.entrySet().iterator();
        String nonce = eldest.next().getKey();
        eldest.remove();
        long made = ByteBuffer.wrap(Base64.getDecoder().decode(nonce)).getLong();
        forgottenUntil = Math.max(forgottenUntil, made);
    }

    private String nonce(long now) {
        byte[] head = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(now)
                .putLong(random.nextLong())
                .array();
        byte[] mac = mac(head);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(head.length + mac.length)
                        .put(head)
                        .put(mac)
                        .array());
    }

    private byte[] mac(byte[] head) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head);
            return mac.doFinal(realm.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java platform has no HmacSHA256", e);
        }
    }
}
