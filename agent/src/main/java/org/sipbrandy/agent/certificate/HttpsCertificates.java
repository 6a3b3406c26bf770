package org.sipbrandy.agent.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.CertificateChain;
import org.sipbrandy.stir.credential.CertificateSource;

/**
 * Signers' certificates by https URI, kept by URI for as long as HTTP and their own validity allow (RFC 8224 §7.2,
 * STIR-VS-17); many calls that need the same one at a time wait for one fetch. Blocks; may be used by many virtual threads.
 */
public final class HttpsCertificates implements CertificateSource {
    private static final int CAPACITY = 10_000;

    private final Loop loop;
    private final FetchLimits limits;
    private final List<X509Certificate> anchors;
    private @Nullable HttpsFetcher opened;
    private final Map<String, CompletableFuture<Answer>> underWay = new ConcurrentHashMap<>();
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > CAPACITY;
        }
    };

    private record Kept(byte[] content, Instant until) {}

    /**
     * Costs nothing until the first fetch.
     *
     * @param loop whose thread does the sockets' work
     * @param anchors of https servers, besides those of the platform
     */
    public HttpsCertificates(Loop loop, FetchLimits limits, Collection<X509Certificate> anchors) {
        this.loop = loop;
        this.limits = limits;
        this.anchors = List.copyOf(anchors);
    }

    private synchronized HttpsFetcher fetcher() throws SSLException {
        var known = opened;
        if (known == null) {
            known = new HttpsFetcher(loop, limits, anchors);
            opened = known;
        }
        return known;
    }

    @Override
    public Answer find(String uri, Instant now) {
        if (!uri.toLowerCase(Locale.ROOT).startsWith("https:")) {
            return new Answer.NotFound("certificates are fetched by https only");
        }
        synchronized (kept) {
            var known = kept.get(uri);
            if (known != null && now.isBefore(known.until())) {
                return new Answer.Found(known.content());
            }
        }
        var own = new CompletableFuture<Answer>();
        var other = underWay.putIfAbsent(uri, own);
        if (other != null) {
            return other.join(); // completed in every case, within the fetch's own limit
        }
        Answer answer = new Answer.NotFound("interrupted");
        try {
            answer = fetch(uri, now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(uri);
            own.complete(answer);
        }
        return answer;
    }

    private Answer fetch(String uri, Instant now) throws InterruptedException {
        HttpsFetcher fetcher;
        try {
            fetcher = fetcher();
        } catch (SSLException e) {
            return new Answer.NotFound(String.valueOf(e.getMessage()));
        }
        return switch (fetcher.fetch(uri)) {
            case Fetched.Body body -> {
                keep(uri, body, now);
                yield new Answer.Found(body.content());
            }
            case Fetched.Failed(var why) -> new Answer.NotFound(why);
            case Fetched.Redirect _ -> new Answer.NotFound("redirected to nowhere");
        };
    }

    private void keep(String uri, Fetched.Body body, Instant now) {
        Instant until = now.plus(body.fresh());
        try {
            Instant end = CertificateChain.parse(body.content()).signer().notAfter();
            until = end.isBefore(until) ? end : until;
        } catch (StirParseException e) {
            return; // a list of numbers, or junk: asked for anew
        }
        if (until.isAfter(now)) {
            synchronized (kept) {
                kept.put(uri, new Kept(body.content(), until));
            }
        }
    }
}
