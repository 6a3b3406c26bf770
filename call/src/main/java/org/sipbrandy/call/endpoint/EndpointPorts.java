package org.sipbrandy.call.endpoint;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.EndpointSettings;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.call.transfer.Transfers;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ClientTransactionId;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transaction.TransactionLayer;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.Credential;

/** What an endpoint does for its calls. */
final class EndpointPorts implements LegPorts {
    private final EndpointSettings settings;
    private final TransactionLayer transactions;
    private final OutgoingRequests requests;
    private final Registrations registrations;
    private final Tickets tickets;
    private final Calls calls;
    private final Transfers transfers;
    private final Consumer<EndpointEffect> effects;
    private final LongFunction<Instant> wallClock;
    private final RandomGenerator random;

    EndpointPorts(
            EndpointSettings settings,
            TransactionLayer transactions,
            OutgoingRequests requests,
            Registrations registrations,
            Tickets tickets,
            Calls calls,
            Transfers transfers,
            Consumer<EndpointEffect> effects,
            LongFunction<Instant> wallClock,
            RandomGenerator random) {
        this.settings = settings;
        this.transactions = transactions;
        this.requests = requests;
        this.registrations = registrations;
        this.tickets = tickets;
        this.calls = calls;
        this.transfers = transfers;
        this.effects = effects;
        this.wallClock = wallClock;
        this.random = random;
    }

    @Override
    public ClientTransactionId send(SipRequest request, Target target, Answers to, long now) {
        return requests.send(request, target, to, OutgoingRequests.Login.IF_ASKED, now);
    }

    @Override
    public ClientTransactionId sendWithoutLogin(SipRequest request, Target target, Answers to, long now) {
        return requests.send(request, target, to, OutgoingRequests.Login.NEVER, now);
    }

    @Override
    public SipRequest sendAck(SipRequest ack, Target target, long now) {
        return requests.sendAck(ack, target);
    }

    @Override
    public void cancel(ClientTransactionId invite, Headers added, long now) {
        requests.cancel(invite, added, now);
    }

    @Override
    public void respond(ServerTransactionId id, SipResponse response, long now) {
        transactions.respond(id, response, now);
    }

    @Override
    public void sign(RequestView request, SigningOptions options, boolean baselineToo, OnSigned then) {
        sign(request, options, baselineToo, Optional.empty(), then);
    }

    @Override
    public void sign(Credential with, RequestView request, SigningOptions options, boolean baselineToo, OnSigned then) {
        sign(request, options, baselineToo, Optional.of(with), then);
    }

    private void sign(
            RequestView request,
            SigningOptions options,
            boolean baselineToo,
            Optional<Credential> oneTime,
            OnSigned then) {
        effects.accept(new EndpointEffect.Sign(tickets.signing(then), request, options, baselineToo, oneTime));
    }

    @Override
    public void verify(RequestView request, boolean requireIdentity, OnVerified then) {
        effects.accept(new EndpointEffect.Verify(tickets.verification(then), request, requireIdentity));
    }

    @Override
    public void locate(Uri next, OnLocated then) {
        effects.accept(new EndpointEffect.Locate(tickets.search(then), next, false));
    }

    @Override
    public void locateForStranger(Uri next, OnLocated then) {
        effects.accept(new EndpointEffect.Locate(tickets.search(then), next, true));
    }

    @Override
    public void effect(EndpointEffect effect) {
        effects.accept(effect);
    }

    @Override
    public void transfer(Leg leg, ServerTransactionId id, SipRequest request, CallDialog dialog) {
        transfers.received(leg, id, request, dialog);
    }

    @Override
    public void ended(Leg leg) {
        calls.remove(leg);
        requests.callOver(leg.localTag());
        transfers.ended(leg);
        effects.accept(new EndpointEffect.Forget(leg.callId));
    }

    @Override
    public NameAddr contact(Target towards, Uri own, boolean secure) {
        var plain = new Addresses(settings).contact(towards, own, secure);
        return registrations.contact(towards, own, plain).orElse(plain);
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
