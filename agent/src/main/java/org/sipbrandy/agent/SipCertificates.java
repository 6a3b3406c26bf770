package org.sipbrandy.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.sipbrandy.stir.credential.CertificateSource;

/** Asks by SUBSCRIBE for the certificates that SIP URIs name; the others come from where they came. Blocks: on workers. */
final class SipCertificates implements CertificateSource {
    /** The endpoint gives up sooner. */
    private static final Duration LIMIT = Duration.ofSeconds(7);

    private final Driver driver;
    private final CertificateSource others;
    private final AtomicLong tickets = new AtomicLong();
    private final Map<Long, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();

    SipCertificates(Driver driver, CertificateSource others) {
        this.driver = driver;
        this.others = others;
    }

    @Override
    public Answer find(String uri, Instant now) {
        if (!uri.regionMatches(true, 0, "sip:", 0, 4) && !uri.regionMatches(true, 0, "sips:", 0, 5)) {
            return others.find(uri, now);
        }
        long ticket = tickets.incrementAndGet();
        var answer = new CompletableFuture<Answer>();
        asked.put(ticket, answer);
        driver.input((endpoint, at) -> endpoint.fetchCertificate(ticket, uri, at));
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.NotFound("interrupted");
        } catch (ExecutionException | TimeoutException _) {
            return new Answer.NotFound("no certificate came");
        } finally {
            asked.remove(ticket);
        }
    }

    void fetched(long ticket, Answer answer) {
        var waiting = asked.get(ticket);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }
}
