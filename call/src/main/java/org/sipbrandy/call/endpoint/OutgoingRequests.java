package org.sipbrandy.call.endpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.sip.digest.DigestClient;
import org.sipbrandy.sip.digest.DigestExchange;
import org.sipbrandy.sip.digest.Logins;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ClientTransactionId;
import org.sipbrandy.sip.transaction.TransactionLayer;
import org.sipbrandy.sip.transport.Target;

/** Sends the requests of calls: by way of our proxies, and again with credentials where one is challenged. */
final class OutgoingRequests {
    private final TransactionLayer transactions;
    private final OpenRequests open;
    private final Logins logins;
    private final RandomGenerator random;
    private final Map<String, CallNumbers> calls = new HashMap<>();
    private final Map<ClientTransactionId, Sending> byFirst = new HashMap<>();
    private final Map<ClientTransactionId, Sending> byCurrent = new HashMap<>();

    OutgoingRequests(TransactionLayer transactions, OpenRequests open, Logins logins, RandomGenerator random) {
        this.transactions = transactions;
        this.open = open;
        this.logins = logins;
        this.random = random;
    }

    /** Says which proxies the call with that tag of ours passes, nearest first; before its first request. */
    void route(String tag, List<Uri> proxies) {
        if (!proxies.isEmpty()) {
            numbers(tag).route(proxies);
        }
    }

    private CallNumbers numbers(String tag) {
        return calls.computeIfAbsent(tag, _ -> new CallNumbers(new DigestClient(logins, random)));
    }

    /** Whether a challenge to a request is answered. */
    enum Login {
        IF_ASKED,
        NEVER
    }

    /** Sends a request; its answers come as if it had been sent once. */
    ClientTransactionId send(SipRequest request, Target target, LegPorts.Answers to, Login login, long now) {
        var numbers = numbers(CallNumbers.key(request));
        var digest = login == Login.NEVER ? new DigestClient(Logins.none(), random) : numbers.digest;
        var exchange = digest.begin(onItsWay(numbers.toWire(request), numbers.route()));
        var sending = new Sending(request, target, to, numbers, exchange);
        var id = sending.send(exchange.request(), now);
        byFirst.put(id, sending);
        sending.first = id;
        return id;
    }

    /** RFC 3261 §8.1.2: outside of a dialog, a preloaded route. */
    private static SipRequest onItsWay(SipRequest request, List<Uri> route) {
        if (route.isEmpty()) {
            return request;
        }
        var sent = request.toBuilder();
        if (request.headers().to().tag().isEmpty()) {
            route.forEach(proxy -> sent.add(HeaderName.ROUTE, NameAddr.of(proxy)));
        }
        // RFC 5630 §5.1.1.1: behind a sips route, Contact is sips, too
        if (route.getFirst() instanceof SipUri first && first.secure()) {
            request.headers().contacts().stream()
                    .findFirst()
                    .ifPresent(it -> sent.set(HeaderName.CONTACT, it.withUri(secured(it.uri()))));
        }
        return sent.build();
    }

    private static Uri secured(Uri uri) {
        return uri instanceof SipUri sip ? sip.withSecure(true) : uri;
    }

    /** Sends an ACK for a 2xx; one that went out before goes as it is. */
    SipRequest sendAck(SipRequest ack, Target target) {
        var numbers = calls.get(CallNumbers.key(ack));
        boolean fresh = ack.headers().vias().isEmpty();
        return transactions.sendAck(numbers == null || !fresh ? ack : numbers.ackToWire(ack), target);
    }

    void cancel(ClientTransactionId invite, Headers added, long now) {
        var sending = byFirst.get(invite);
        if (sending == null) {
            transactions.cancel(invite, added, now);
        } else {
            sending.cancelled = true; // RFC 3261 §9.1: no challenge to it is answered any more
            transactions.cancel(sending.current, added, now);
        }
    }

    /** A transaction is gone. */
    void ended(ClientTransactionId id) {
        var sending = byCurrent.remove(id);
        if (sending != null) {
            sending.numbers.closed();
            if (sending.current.equals(id)) {
                byFirst.remove(sending.first);
            }
            forgetIfDone(CallNumbers.key(sending.own), sending.numbers);
        }
    }

    /** The call with that tag of ours is over; what it still says is answered to the end. */
    void callOver(String tag) {
        var numbers = calls.get(tag);
        if (numbers != null) {
            numbers.callOver();
            forgetIfDone(tag, numbers);
        }
    }

    private void forgetIfDone(String tag, CallNumbers numbers) {
        if (numbers.done()) {
            calls.remove(tag, numbers);
        }
    }

    /** One request, however often it is challenged. */
    private final class Sending implements LegPorts.Answers {
        private final SipRequest own;
        private final Target target;
        private final LegPorts.Answers to;
        private final CallNumbers numbers;
        private final DigestExchange exchange;
        private ClientTransactionId first = new ClientTransactionId(0);
        private ClientTransactionId current = first;
        private boolean cancelled;
        private boolean answered;

        Sending(SipRequest own, Target target, LegPorts.Answers to, CallNumbers numbers, DigestExchange exchange) {
            this.own = own;
            this.target = target;
            this.to = to;
            this.numbers = numbers;
            this.exchange = exchange;
        }

        ClientTransactionId send(SipRequest wire, long now) {
            numbers.sent(own, wire);
            numbers.opened();
            current = transactions.sendRequest(wire, target, now);
            byCurrent.put(current, this);
            open.sent(current, this);
            return current;
        }

        @Override
        public void response(SipResponse response, Target source, long now) {
            if (!answered && !cancelled && response.isFinal()) {
                switch (exchange.receive(response, target.transport().secure())) {
                    case DigestExchange.Next.Retry(SipRequest request) -> {
                        send(numbers.again(request), now);
                        return;
                    }
                    case DigestExchange.Next.Answer _ -> answered = true;
                    case DigestExchange.Next.GiveUp(String why) -> {
                        answered = true;
                        to.response(CallNumbers.fromWire(unanswerable(response, why), own), source, now);
                        return;
                    }
                }
            }
            to.response(CallNumbers.fromWire(response, own), source, now);
        }

        /** The call ends with what was wrong about the challenge; a success keeps its words. */
        private static SipResponse unanswerable(SipResponse response, String why) {
            return response.isSuccess()
                    ? response
                    : new SipResponse(response.status(), why, response.headers(), response.body());
        }

        @Override
        public void none(int status, boolean tryNext, long now) {
            to.none(status, tryNext, now);
        }
    }
}
