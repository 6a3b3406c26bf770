package org.sipbrandy.call;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ClientTransactionId;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transaction.TransactionEffect;
import org.sipbrandy.sip.transaction.TransactionLayer;
import org.sipbrandy.sip.transaction.TransactionSettings;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.SigningOptions;

/**
 * A user agent without sockets, threads and clock: its transactions and its calls. After each input take effects with
 * {@link #poll()} until it gives null, and call {@link #timeout} at {@link #deadline()}. {@code now} is monotonic, in
 * nanoseconds. Not thread-safe.
 */
public final class Endpoint {
    private final EndpointSettings settings;
    private final TransactionLayer transactions;
    private final LongFunction<Instant> wallClock;
    private final RandomGenerator random;
    private final Ports ports = new Ports();
    private final Deque<EndpointEffect> effects = new ArrayDeque<>();
    private final Map<String, Leg> legs = new LinkedHashMap<>();
    private final Map<ServerTransactionId, CalleeLeg> invited = new HashMap<>();
    private final Map<ClientTransactionId, LegPorts.Answers> answers = new HashMap<>();
    private final java.util.Set<ClientTransactionId> unanswered = new java.util.HashSet<>();
    private final Map<Long, LegPorts.OnSigned> signings = new HashMap<>();
    private final Map<Long, LegPorts.OnVerified> verifications = new HashMap<>();
    private final Map<Long, LegPorts.OnLocated> searches = new HashMap<>();
    private long nextTicket;

    /**
     * @param wallClock turns {@code now} into the time of day, for Date, certificates and RTCP
     * @param random of cryptographic quality outside of tests
     */
    public Endpoint(EndpointSettings settings, LongFunction<Instant> wallClock, RandomGenerator random) {
        this.settings = settings;
        this.wallClock = wallClock;
        this.random = random;
        this.transactions = new TransactionLayer(
                new TransactionSettings(settings.sentBy(), settings.timers(), settings.largestUdpRequest(), true),
                random);
    }

    // ── the application ─────────────────────────────────────────────────────────────────────────

    /**
     * Calls somebody.
     *
     * @param next where the request goes first: the outbound proxy, or {@code to} itself
     * @return the Call-ID, by which the call is named from now on
     */
    public String call(NameAddr from, Uri to, Uri next, CallSettings call, long now) {
        String id = Tokens.text(random, 22) + "@" + Tokens.text(random, 8) + ".invalid"; // names no host (ANON rows)
        var leg = new CallerLeg(id, from, to, next, call, ports, now);
        legs.put(id, leg);
        leg.begin();
        drain(now);
        return id;
    }

    /** The user takes a call; harmless if it is over. */
    public void accept(String call, long now) {
        if (legs.get(call) instanceof CalleeLeg leg) {
            leg.accept(now);
        }
        drain(now);
    }

    /** The user declines a call with a final status such as 486 or 603. */
    public void reject(String call, int status, long now) {
        if (legs.get(call) instanceof CalleeLeg leg) {
            leg.reject(status, now);
        }
        drain(now);
    }

    /** The user ends a call, or gives it up. */
    public void hangUp(String call, long now) {
        var leg = legs.get(call);
        if (leg != null) {
            leg.hangUp(now);
        }
        drain(now);
    }

    /** Presses a key; false if the call does not take it. */
    public boolean press(String call, char digit, long now) {
        var leg = legs.get(call);
        boolean pressed = leg != null && leg.press(digit, now);
        drain(now);
        return pressed;
    }

    /** Sends an RTP payload of the application's; false if the gate is shut or the stream is not on. */
    public boolean send(
            String call, int stream, int payloadType, boolean marker, long timestamp, byte[] payload, long now) {
        var leg = legs.get(call);
        boolean sent = leg != null && leg.send(stream, payloadType, marker, timestamp, payload, now);
        drain(now);
        return sent;
    }

    /** The calls that are held now. */
    public List<String> calls() {
        return List.copyOf(legs.keySet());
    }

    /** Whether requests of ours wait for their answers still. */
    public boolean busy() {
        return !unanswered.isEmpty();
    }

    // ── results of what was asked for ───────────────────────────────────────────────────────────

    /** Answers {@link EndpointEffect.Locate}; empty if nobody is to be found. */
    public void located(long ticket, List<Target> targets, long now) {
        var then = searches.remove(ticket);
        if (then != null) {
            then.located(targets, now);
        }
        drain(now);
    }

    /** Answers {@link EndpointEffect.Sign}. */
    public void signed(long ticket, RequestSigner.Signed result, long now) {
        var then = signings.remove(ticket);
        if (then != null) {
            then.signed(result, now);
        }
        drain(now);
    }

    /** Answers {@link EndpointEffect.Verify}. */
    public void verified(long ticket, RequestVerifier.Checked result, long now) {
        var then = verifications.remove(ticket);
        if (then != null) {
            then.verified(result, now);
        }
        drain(now);
    }

    /** Answers {@link EndpointEffect.OpenMedia}: the addresses of each stream's sockets. */
    public void mediaOpened(String call, List<List<TransportAddress>> sockets, boolean loopback, long now) {
        var leg = legs.get(call);
        if (leg != null) {
            leg.mediaOpened(sockets, loopback, now);
        }
        drain(now);
    }

    // ── the network ─────────────────────────────────────────────────────────────────────────────

    /** A message came, or something that should have been one. */
    public void received(ParseResult result, Target source, long now) {
        switch (result) {
            case ParseResult.Parsed(SipMessage message) -> transactions.receive(message, source, now);
            case ParseResult.Refused refused -> refuse(refused, source);
            case ParseResult.Garbage _ -> {}
        }
        drain(now);
    }

    private void refuse(ParseResult.Refused refused, Target source) {
        if (refused.method().equals(SipMethod.ACK)) {
            return;
        }
        var response = refused.response(Tokens.text(random, 8));
        var origin = new TransactionEffect.Transmit(response, source, Optional.empty(), Optional.empty());
        effects.add(new EndpointEffect.Transmit(response, source, origin));
    }

    /** A message could not be sent. */
    public void transportFailed(TransactionEffect.Transmit origin, long now) {
        transactions.transportFailed(origin, now);
        drain(now);
    }

    /** A datagram came on one of a call's media sockets; the array may be changed. */
    public void mediaReceived(
            String call, TransportAddress local, TransportAddress from, byte[] datagram, int length, long now) {
        var leg = legs.get(call);
        if (leg != null) {
            leg.received(local, from, datagram, length, now);
            drain(now);
        }
    }

    /** Handshakes on their own threads have something. */
    public void wakeUp(long now) {
        for (Leg leg : List.copyOf(legs.values())) {
            leg.wakeUp(now);
        }
        drain(now);
    }

    // ── time ────────────────────────────────────────────────────────────────────────────────────

    /** Does what is due. */
    public void timeout(long now) {
        if (transactions.deadline() <= now) {
            transactions.timeout(now);
        }
        for (Leg leg : List.copyOf(legs.values())) {
            if (leg.deadline() <= now) {
                leg.timeout(now);
            }
            if (leg instanceof CalleeLeg callee && callee.repeatDeadline() <= now) {
                callee.repeat(now);
            }
        }
        drain(now);
    }

    /** When {@link #timeout} wants to be called, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        long earliest = transactions.deadline();
        for (Leg leg : legs.values()) {
            earliest = Math.min(earliest, leg.deadline());
            if (leg instanceof CalleeLeg callee) {
                earliest = Math.min(earliest, callee.repeatDeadline());
            }
        }
        return earliest;
    }

    /** The next effect, or null. */
    public @Nullable EndpointEffect poll() {
        return effects.poll();
    }

    // ── what transactions say ───────────────────────────────────────────────────────────────────

    private void drain(long now) {
        @Nullable TransactionEffect effect;
        while ((effect = transactions.poll()) != null) {
            on(effect, now);
        }
    }

    private void on(TransactionEffect effect, long now) {
        switch (effect) {
            case TransactionEffect.Transmit it ->
                effects.add(new EndpointEffect.Transmit(it.message(), it.target(), it));
            case TransactionEffect.RequestReceived it -> requested(it, now);
            case TransactionEffect.AckReceived(var ack, var _) ->
                leg(ack.headers()).ifPresent(leg -> leg.acknowledged(ack, now));
            case TransactionEffect.CancelReceived(var invite, var cancel) -> {
                var leg = invited.get(invite);
                if (leg != null) {
                    leg.cancelled(cancel, now);
                }
            }
            case TransactionEffect.ResponseReceived(var id, var response, var source) -> {
                if (response.isFinal()) {
                    unanswered.remove(id);
                }
                var to = answers.get(id);
                if (to != null) {
                    to.response(response, source, now);
                }
                if (response.isFinal() && !response.headers().cseq().method().equals(SipMethod.INVITE)) {
                    answers.remove(id);
                }
            }
            case TransactionEffect.TimedOut(var id, boolean silent) -> none(id, 408, silent, now);
            case TransactionEffect.TransportFailed(var id) -> none(id, 503, true, now);
            case TransactionEffect.ClientEnded(var id) -> {
                unanswered.remove(id);
                answers.remove(id);
            }
            case TransactionEffect.ServerEnded(var id) -> invited.remove(id);
            case TransactionEffect.AckMissing _, TransactionEffect.ResponseUndeliverable _ -> {}
        }
    }

    private void none(ClientTransactionId id, int status, boolean tryNext, long now) {
        unanswered.remove(id);
        var to = answers.remove(id);
        if (to != null) {
            to.none(status, tryNext, now);
        }
    }

    private Optional<Leg> leg(Headers headers) {
        String callId = headers.callId();
        String tag = headers.to().tag().orElse("");
        return Optional.ofNullable(legs.get(callId))
                .filter(leg -> leg.localTag().equals(tag))
                .or(() -> Optional.ofNullable(legs.get(callId + CALLEE))
                        .filter(leg -> leg.localTag().equals(tag)));
    }

    /** Tells the two ends of a call to oneself apart. */
    private static final String CALLEE = ";callee";

    private void requested(TransactionEffect.RequestReceived it, long now) {
        var request = it.request();
        boolean inDialog = request.headers().to().tag().isPresent();
        if (inDialog) {
            var leg = leg(request.headers());
            if (leg.isPresent()) {
                leg.get().request(it.id(), request, it.source(), now);
            } else {
                respond(it.id(), request.respond(481).build(), now);
            }
            return;
        }
        var problem = OwnCapabilities.ALL.refuse(request);
        if (problem.isPresent()) {
            respond(it.id(), problem.get().toTag(Tokens.text(random, 8)).build(), now);
        } else if (request.method().equals(SipMethod.INVITE)) {
            invited(it, now);
        } else if (request.method().equals(SipMethod.OPTIONS)) {
            var response = request.respond(200)
                    .toTag(Tokens.text(random, 8))
                    .set(HeaderName.ACCEPT, OwnCapabilities.ALL.accept());
            respond(
                    it.id(),
                    OwnCapabilities.on(response, true, settings.product()).build(),
                    now);
        } else {
            respond(it.id(), request.respond(481).toTag(Tokens.text(random, 8)).build(), now);
        }
    }

    private void invited(TransactionEffect.RequestReceived it, long now) {
        var request = it.request();
        var tagged = Tokens.text(random, 8);
        if (it.merged()) { // SIP-07
            respond(it.id(), request.respond(482).toTag(tagged).build(), now);
            return;
        }
        if (legs.size() >= settings.maxCalls()) {
            respond(it.id(), request.respond(486).toTag(tagged).build(), now);
            return;
        }
        var own = own(request.requestUri());
        var call = own.flatMap(settings.incoming());
        if (own.isEmpty() || call.isEmpty()) {
            respond(
                    it.id(),
                    request.respond(own.isEmpty() ? 404 : 480).toTag(tagged).build(),
                    now);
            return;
        }
        // Whoever does without the profile is a plain user agent, and says so with 420 (MSEC-24).
        var problem = OwnCapabilities.of(call.get().policy().usesIdentity()).refuse(request);
        if (problem.isPresent()) {
            respond(it.id(), problem.get().toTag(tagged).build(), now);
            return;
        }
        String id = request.headers().callId();
        id = legs.containsKey(id) ? id + CALLEE : id;
        if (legs.containsKey(id)) {
            respond(it.id(), request.respond(482).toTag(tagged).build(), now);
            return;
        }
        var leg = new CalleeLeg(id, it.id(), request, it.source(), own.get(), call.get(), ports, now);
        legs.put(id, leg);
        invited.put(it.id(), leg);
        leg.begin(it.source());
    }

    /** The identity that a Request-URI means: the one with that user, or the only one for a URI without a user. */
    private Optional<Uri> own(Uri requestUri) {
        for (Uri identity : settings.identities()) {
            if (user(identity).equals(user(requestUri))) {
                return Optional.of(identity);
            }
        }
        return user(requestUri).isEmpty() ? settings.identities().stream().findFirst() : Optional.empty();
    }

    private static Optional<String> user(Uri uri) {
        return uri instanceof SipUri sip ? sip.userText() : Optional.of(uri.toString());
    }

    private void respond(ServerTransactionId id, SipResponse response, long now) {
        transactions.respond(id, response, now);
    }

    // ── what legs need ──────────────────────────────────────────────────────────────────────────

    private final class Ports implements LegPorts {
        @Override
        public ClientTransactionId send(SipRequest request, Target target, Answers to, long now) {
            var id = transactions.sendRequest(request, target, now);
            answers.put(id, to);
            unanswered.add(id);
            return id;
        }

        @Override
        public SipRequest sendAck(SipRequest ack, Target target, long now) {
            return transactions.sendAck(ack, target);
        }

        @Override
        public void cancel(ClientTransactionId invite, Headers added, long now) {
            transactions.cancel(invite, added, now);
        }

        @Override
        public void respond(ServerTransactionId id, SipResponse response, long now) {
            transactions.respond(id, response, now);
        }

        @Override
        public void sign(RequestView request, SigningOptions options, OnSigned then) {
            long ticket = nextTicket++;
            signings.put(ticket, then);
            effects.add(new EndpointEffect.Sign(ticket, request, options));
        }

        @Override
        public void verify(RequestView request, boolean requireIdentity, OnVerified then) {
            long ticket = nextTicket++;
            verifications.put(ticket, then);
            effects.add(new EndpointEffect.Verify(ticket, request, requireIdentity));
        }

        @Override
        public void locate(Uri next, OnLocated then) {
            long ticket = nextTicket++;
            searches.put(ticket, then);
            effects.add(new EndpointEffect.Locate(ticket, next));
        }

        @Override
        public void effect(EndpointEffect effect) {
            effects.add(effect);
        }

        @Override
        public void ended(Leg leg) {
            legs.remove(leg.callId, leg);
            effects.add(new EndpointEffect.Forget(leg.callId));
        }

        @Override
        public NameAddr contact(Target towards, Uri own, boolean secure) {
            var address = settings.contactAddress(towards);
            var user = user(own).orElse("");
            var uri = (user.isEmpty() ? SipUri.of(address) : SipUri.of(user, address)).withSecure(secure);
            boolean named = !secure && towards.transport() == org.sipbrandy.sip.transport.Transport.TCP;
            return NameAddr.of(named ? uri.withParameter("transport", "tcp") : uri);
        }

        @Override
        public Instant wallClock(long now) {
            return wallClock.apply(now);
        }

        @Override
        public MediaSettings media() {
            return settings.media();
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public String product() {
            return settings.product();
        }
    }

    /** The Call-IDs and how many effects wait: for diagnosis. */
    @Override
    public String toString() {
        return "Endpoint[" + new ArrayList<>(legs.keySet()) + ", " + effects.size() + " effects]";
    }
}
