package org.sipbrandy.call.endpoint;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.EndpointSettings;
import org.sipbrandy.call.Tokens;
import org.sipbrandy.call.caller.CallerLeg;
import org.sipbrandy.call.certificate.CertificateFetches;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.leg.AnonymousPorts;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.call.offer.SessionChange;
import org.sipbrandy.call.transfer.Transfers;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.offeranswer.Hold;
import org.sipbrandy.sip.digest.Logins;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.registration.Registration;
import org.sipbrandy.sip.registration.RegistrationSettings;
import org.sipbrandy.sip.transaction.TransactionEffect;
import org.sipbrandy.sip.transaction.TransactionLayer;
import org.sipbrandy.sip.transaction.TransactionSettings;
import org.sipbrandy.sip.transport.Target;

/**
 * A user agent without sockets, threads and clock: its transactions and its calls. After each input take effects with
 * {@link #poll()} until it gives null, and call {@link #timeout} at {@link #deadline()}. {@code now} is monotonic, in
 * nanoseconds. Not thread-safe.
 */
public final class Endpoint {
    private final TransactionLayer transactions;
    private final RandomGenerator random;
    private final EndpointPorts ports;
    private final CertificateFetches certificates;
    private final IncomingRequests incoming;
    private final Transfers transfers = new Transfers(this::place);
    private final Optional<Uri> outboundProxy;
    private final Deque<EndpointEffect> effects = new ArrayDeque<>();
    private final Deque<TransactionEffect> postponed = new ArrayDeque<>();
    private final Calls calls = new Calls();
    private final OpenRequests requests = new OpenRequests();
    private final Tickets tickets = new Tickets();
    private final OutgoingRequests outgoing;
    private final Registrations registrations;

    /**
     * @param wallClock turns {@code now} into the time of day, for Date, certificates and RTCP
     * @param random of cryptographic quality outside of tests
     */
    public Endpoint(EndpointSettings settings, LongFunction<Instant> wallClock, RandomGenerator random) {
        this(settings, Logins.none(), wallClock, random);
    }

    /** @param logins for proxies and registrars that ask */
    public Endpoint(EndpointSettings settings, Logins logins, LongFunction<Instant> wallClock, RandomGenerator random) {
        this.random = random;
        this.outboundProxy = settings.outboundProxy();
        this.transactions = new TransactionLayer(
                new TransactionSettings(settings.sentBy(), settings.timers(), settings.largestUdpRequest(), true),
                random);
        this.outgoing = new OutgoingRequests(transactions, requests, logins, random);
        this.registrations = new Registrations(settings, logins, transactions, requests, tickets, this::effect, random);
        this.ports = new EndpointPorts(
                settings,
                transactions,
                outgoing,
                registrations,
                tickets,
                calls,
                transfers,
                this::effect,
                wallClock,
                random);
        this.certificates = new CertificateFetches(ports);
        this.incoming = new IncomingRequests(settings, calls, certificates, transfers, ports);
    }

    // ── the application ─────────────────────────────────────────────────────────────────────────

    /**
     * Calls somebody.
     *
     * @param from who calls; not told to anybody in a call whose user gives no name
     * @param next where the request goes first: the outbound proxy, or {@code to} itself; if {@code from} is registered
     *     here and this is {@code to}, it goes the way that the registration names, unless no name is given
     * @return the Call-ID, by which the call is named from now on
     */
    public String call(NameAddr from, Uri to, Uri next, CallSettings call, long now) {
        String id = begin(from, to, next, call, Headers.NONE, now);
        drain(now);
        return id;
    }

    private String begin(NameAddr from, Uri to, Uri next, CallSettings call, Headers added, long now) {
        String id = Tokens.text(random, 22) + "@" + Tokens.text(random, 8) + ".invalid"; // names no host (ANON rows)
        var name = call.anonymity().nameless() ? Anonymity.NOBODY : from; // ANON-01
        var route = next.equals(to) ? registrations.route(name.uri()) : List.of(Registration.looseRoute(next));
        var around = AnonymousPorts.around(ports, call, now);
        var leg = new CallerLeg(id, name, to, route.isEmpty() ? next : route.getFirst(), call, added, around, now);
        outgoing.route(leg.localTag(), route);
        calls.add(leg);
        leg.begin();
        return id;
    }

    /** A call that follows from a transfer. */
    private String place(NameAddr from, Uri to, CallSettings call, Headers added, long now) {
        return begin(from, to, outboundProxy.orElse(to), call, added, now);
    }

    /** The user takes a call; harmless if it is over. */
    public void accept(String call, long now) {
        calls.incoming(call).ifPresent(leg -> leg.accept(now));
        drain(now);
    }

    /** The user declines a call with a final status such as 486 or 603. */
    public void reject(String call, int status, long now) {
        calls.incoming(call).ifPresent(leg -> leg.reject(status, now));
        drain(now);
    }

    /** The user ends a call, or gives it up. */
    public void hangUp(String call, long now) {
        calls.named(call).ifPresent(leg -> leg.hangUp(now));
        drain(now);
    }

    /** Presses a key; false if the call does not take it. */
    public boolean press(String call, char digit, long now) {
        var leg = calls.named(call);
        boolean pressed = leg.isPresent() && leg.get().press(digit, now);
        drain(now);
        return pressed;
    }

    /**
     * Puts the far end on hold: it is offered, signed, to receive only, and what it sends is not played.
     *
     * @return whether that is offered; false before the call is answered and while another offer is under way
     */
    public boolean hold(String call, long now) {
        return change(call, new SessionChange.Holding(Hold.ON), now);
    }

    /** Takes the far end back from hold; as {@link #hold}. */
    public boolean resume(String call, long now) {
        return change(call, new SessionChange.Holding(Hold.OFF), now);
    }

    /** Offers other formats for the media of that kind; as {@link #hold}. */
    public boolean speak(String call, StreamKind kind, long now) {
        return change(call, new SessionChange.Formats(kind), now);
    }

    /**
     * Lets somebody else speak in a call, as after a transfer: the far end is told, signed with that identity's key (RFC 4916
     * §4.3, CONN-12). Needs a credential for it; without one nothing changes.
     *
     * @param address one of the local user's addresses of record
     * @return whether that is offered; false before the call is answered, while another offer is under way, and to a peer
     *     that does not sign
     */
    public boolean speakAs(String call, Uri address, long now) {
        var leg = calls.named(call);
        boolean offered = leg.isPresent() && leg.get().speakAs(address, now);
        drain(now);
        return offered;
    }

    /**
     * Asks the far end, signed, to call somebody else in the place of this call (RFC 5589 §6). When the new call stands
     * this one ends; when there will be none it goes on. What comes of it is told as {@link CallEvent.Transfer}.
     *
     * @param to a SIP URI
     * @return whether that is asked; false before media may flow, while another transfer is under way, or for another URI
     */
    public boolean transfer(String call, Uri to, long now) {
        var leg = calls.named(call);
        leg.ifPresent(it -> it.at(now));
        boolean asked = leg.isPresent() && transfers.ask(leg.get(), to);
        drain(now);
        return asked;
    }

    /** Asks the far end to take our place in that other call of ours, which is answered (RFC 5589 §7); as above. */
    public boolean transfer(String call, String other, long now) {
        var leg = calls.named(call);
        var target = calls.named(other);
        leg.ifPresent(it -> it.at(now));
        boolean asked = leg.isPresent() && target.isPresent() && transfers.ask(leg.get(), target.get());
        drain(now);
        return asked;
    }

    private boolean change(String call, SessionChange wanted, long now) {
        var leg = calls.named(call);
        boolean offered = leg.isPresent() && leg.get().change(wanted, now);
        drain(now);
        return offered;
    }

    /** Sends an RTP payload of the application's; false if the gate is shut or the stream is not on. */
    public boolean send(
            String call, int stream, int payloadType, boolean marker, long timestamp, byte[] payload, long now) {
        var leg = calls.named(call);
        boolean sent = leg.isPresent() && leg.get().send(stream, payloadType, marker, timestamp, payload, now);
        drain(now);
        return sent;
    }

    /**
     * Asks whom a {@code sip:} URI names for the certificate (RFC 8226 §7, RFC 6072), answered within five seconds by
     * {@link EndpointEffect.CertificateFetched}.
     *
     * @param ticket of the caller's choice
     * @param uri written by a stranger
     */
    public void fetchCertificate(long ticket, String uri, long now) {
        certificates.fetch(ticket, uri, now);
        drain(now);
    }

    /** Registers, and stays registered. */
    public void register(RegistrationSettings registration, long now) {
        registrations.begin(registration, now);
        drain(now);
    }

    /** Takes all registrations back. */
    public void unregister(long now) {
        registrations.close(now);
        drain(now);
    }

    /** A keep-alive was answered on that flow. */
    public void flowAnswered(Target flow) {
        registrations.flowAnswered(flow);
    }

    /** A flow is dead: closed, silent, or with another address of ours than before. */
    public void flowLost(Target flow, long now) {
        registrations.flowLost(flow, now);
        drain(now);
    }

    /** The calls that are held now. */
    public List<String> calls() {
        return calls.names();
    }

    /** Whether requests of ours wait for their answers still. */
    public boolean busy() {
        return requests.any();
    }

    // ── results of what was asked for ───────────────────────────────────────────────────────────

    /** Answers {@link EndpointEffect.Locate}; empty if nobody is to be found. */
    public void located(long ticket, List<Target> targets, long now) {
        tickets.located(ticket, targets, now);
        drain(now);
    }

    /** Answers {@link EndpointEffect.Sign}. */
    public void signed(long ticket, RequestSigner.Signed result, long now) {
        tickets.signed(ticket, result, now);
        drain(now);
    }

    /** Answers {@link EndpointEffect.Verify}. */
    public void verified(long ticket, RequestVerifier.Checked result, long now) {
        tickets.verified(ticket, result, now);
        drain(now);
    }

    /** Answers {@link EndpointEffect.OpenMedia}: what there is of our own for each stream. */
    public void mediaOpened(String call, List<LocalMedia> local, long now) {
        calls.named(call).ifPresent(leg -> leg.mediaOpened(local, now));
        drain(now);
    }

    // ── the network ─────────────────────────────────────────────────────────────────────────────

    /** A message came, or something that should have been one. */
    public void received(ParseResult result, Target source, long now) {
        switch (result) {
            case ParseResult.Parsed(SipMessage message) -> {
                calls.passing(message, false).ifPresent(leg -> leg.protection.passed(message, false, now));
                transactions.receive(message, source, now);
            }
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
        calls.named(call).ifPresent(leg -> leg.received(local, from, datagram, length, now));
        drain(now);
    }

    /** Handshakes on their own threads have something. */
    public void wakeUp(long now) {
        calls.all().forEach(leg -> leg.wakeUp(now));
        drain(now);
    }

    // ── time ────────────────────────────────────────────────────────────────────────────────────

    /** Does what is due. */
    public void timeout(long now) {
        if (transactions.deadline() <= now) {
            transactions.timeout(now);
        }
        if (registrations.deadline() <= now) {
            registrations.timeout(now);
        }
        certificates.timeout(now);
        for (Leg leg : calls.all()) {
            if (leg.deadline() <= now) {
                leg.timeout(now);
            }
        }
        drain(now);
    }

    /** When {@link #timeout} wants to be called, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        long earliest = Math.min(transactions.deadline(), registrations.deadline());
        earliest = Math.min(earliest, certificates.deadline());
        for (Leg leg : calls.all()) {
            earliest = Math.min(earliest, leg.deadline());
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
        while ((effect = postponed.isEmpty() ? transactions.poll() : postponed.poll()) != null) {
            on(effect, now);
        }
    }

    /** What a call wants done. Its last words are told before its end, and so they are sent before it. */
    private void effect(EndpointEffect effect) {
        if (effect instanceof EndpointEffect.Tell(var _, CallEvent.Ended end)) {
            flush(end.at());
        }
        effects.add(effect);
        if (effect instanceof EndpointEffect.Tell(String call, CallEvent event)) {
            transfers.told(call, event);
        }
    }

    /** Sends what waits to be sent, and leaves the rest for {@link #drain}. */
    private void flush(long now) {
        @Nullable TransactionEffect effect;
        while ((effect = transactions.poll()) != null) {
            if (effect instanceof TransactionEffect.Transmit) {
                on(effect, now);
            } else {
                postponed.add(effect);
            }
        }
    }

    private void on(TransactionEffect effect, long now) {
        switch (effect) {
            case TransactionEffect.Transmit it -> {
                effects.add(new EndpointEffect.Transmit(it.message(), it.target(), it));
                calls.passing(it.message(), true).ifPresent(leg -> leg.protection.passed(it.message(), true, now));
            }
            case TransactionEffect.RequestReceived it -> incoming.received(it, now);
            case TransactionEffect.AckReceived(var ack, var _) ->
                calls.of(ack.headers()).ifPresent(leg -> leg.acknowledged(ack, now));
            case TransactionEffect.CancelReceived(var invite, var cancel) ->
                calls.invitedBy(invite).ifPresent(leg -> leg.cancelled(cancel, now));
            case TransactionEffect.ResponseReceived(var id, var response, var source) ->
                requests.response(id, response, source, now);
            case TransactionEffect.TimedOut(var id, boolean silent) -> requests.none(id, 408, silent, now);
            case TransactionEffect.TransportFailed(var id) -> requests.none(id, 503, true, now);
            case TransactionEffect.ClientEnded(var id) -> {
                requests.ended(id);
                outgoing.ended(id);
            }
            case TransactionEffect.ServerEnded(var id) -> calls.forget(id);
            case TransactionEffect.AckMissing _, TransactionEffect.ResponseUndeliverable _ -> {}
        }
    }

    /** The Call-IDs and how many effects wait: for diagnosis. */
    @Override
    public String toString() {
        return "Endpoint[" + calls.names() + ", " + effects.size() + " effects]";
    }
}
