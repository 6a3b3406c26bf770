package org.sipbrandy.ice.turn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TransactionId;

/** The requests to one server that wait for their answers, with what its challenges make of them (RFC 8489 §9.2.5). */
final class Exchanges {
    /** Nonces may go stale while we answer, but not for ever. */
    private static final int MAX_ATTEMPTS = 5;

    private final RandomGenerator random;
    private final LongTermAuthentication authentication;
    private final boolean stream;
    private final Consumer<byte[]> server;
    private final Map<TransactionId, Exchange> open = new LinkedHashMap<>();

    /** What became of a request. */
    sealed interface Outcome {
        record Success(TurnRequest request, StunMessage answer) implements Outcome {}

        record Error(TurnRequest request, StunMessage answer, int code) implements Outcome {}

        record Failure(TurnRequest request, TurnFailure why) implements Outcome {}
    }

    Exchanges(RandomGenerator random, LongTermAuthentication authentication, boolean stream, Consumer<byte[]> server) {
        this.random = random;
        this.authentication = authentication;
        this.stream = stream;
        this.server = server;
    }

    void begin(TurnRequest request, long now) {
        begin(request, 1, now);
    }

    private void begin(TurnRequest request, int attempt, long now) {
        TransactionId id = TransactionId.random(random);
        Exchange exchange = new Exchange(request, id, message(request, id), stream, attempt, now);
        open.put(id, exchange);
        server.accept(exchange.bytes());
    }

    /** Sends a request once whose answer nobody waits for. */
    void tell(TurnRequest request) {
        server.accept(message(request, TransactionId.random(random)));
    }

    private byte[] message(TurnRequest request, TransactionId id) {
        StunBuilder message = StunBuilder.of(StunClass.REQUEST, request.method(), id);
        request.addTo(message);
        return authentication.sign(message);
    }

    boolean isOpen(TurnRequest request) {
        return open.values().stream().anyMatch(exchange -> exchange.request().equals(request));
    }

    /** What an answer decides; null if it is none of ours, is not authentic or has the request tried again. */
    @Nullable
    Outcome answered(StunMessage answer, long now) {
        Exchange exchange = open.get(answer.id());
        if (exchange == null || answer.method() != exchange.request().method()) {
            return null;
        }
        int code = answer.messageClass() == StunClass.ERROR
                ? answer.first(StunAttribute.ErrorCode.class)
                        .map(StunAttribute.ErrorCode::code)
                        .orElse(400)
                : 0;
        if (code == 401 || code == 438) {
            return challenged(exchange, answer, code, now);
        }
        // RFC 8489 §10: a server may send us elsewhere before it knows who we are; nothing else is taken from anybody.
        boolean redirects = code == 300 && !authentication.isChallenged();
        if (!redirects && !authentication.isAuthentic(answer)) {
            return notAuthentic(exchange, code);
        }
        open.remove(answer.id());
        if (!answer.unknownRequired().isEmpty()) {
            return new Outcome.Failure(exchange.request(), TurnFailure.REFUSED);
        }
        return code == 0
                ? new Outcome.Success(exchange.request(), answer)
                : new Outcome.Error(exchange.request(), answer, code);
    }

    private @Nullable Outcome challenged(Exchange exchange, StunMessage answer, int code, long now) {
        open.remove(answer.id());
        boolean retry = exchange.attempt() < MAX_ATTEMPTS
                && (code == 401 ? authentication.unauthenticated(answer) : authentication.stale(answer));
        if (retry) {
            begin(exchange.request(), exchange.attempt() + 1, now);
            return null;
        }
        return new Outcome.Failure(exchange.request(), TurnFailure.UNAUTHORIZED);
    }

    /** RFC 8489 §9.2.5: over UDP as if it had not been received; a stream has no other answer to come. */
    private @Nullable Outcome notAuthentic(Exchange exchange, int code) {
        exchange.violate();
        // An error 400 without integrity never counts.
        if (!stream || code == 400) {
            return null;
        }
        open.remove(exchange.id());
        return new Outcome.Failure(exchange.request(), TurnFailure.NOT_AUTHENTIC);
    }

    /** Sends again what is due and hands over what was sent in vain. */
    void timeout(long now, Consumer<Outcome.Failure> failed) {
        for (Exchange exchange : List.copyOf(open.values())) {
            if (now - exchange.nextAt() < 0) {
                continue;
            }
            if (exchange.repeats(now)) {
                server.accept(exchange.bytes());
            } else {
                open.remove(exchange.id());
                failed.accept(new Outcome.Failure(
                        exchange.request(), exchange.isViolated() ? TurnFailure.NOT_AUTHENTIC : TurnFailure.NO_ANSWER));
            }
        }
    }

    long deadline() {
        return open.values().stream().mapToLong(Exchange::nextAt).min().orElse(Long.MAX_VALUE);
    }

    void clear() {
        open.clear();
    }
}
