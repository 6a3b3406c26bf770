package org.sipbrandy.call.endpoint;

import java.util.Optional;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.EndpointSettings;
import org.sipbrandy.call.Tokens;
import org.sipbrandy.call.callee.CalleeLeg;
import org.sipbrandy.call.certificate.CertificateFetches;
import org.sipbrandy.call.leg.AnonymousPorts;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.call.leg.OwnCapabilities;
import org.sipbrandy.call.transfer.Replacement;
import org.sipbrandy.call.transfer.Transfers;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.transaction.TransactionEffect;

/** Requests of others: those within a dialog go to their call, an INVITE begins one, the rest is answered here. */
final class IncomingRequests {
    private final EndpointSettings settings;
    private final Calls calls;
    private final CertificateFetches fetches;
    private final Transfers transfers;
    private final LegPorts ports;

    IncomingRequests(
            EndpointSettings settings, Calls calls, CertificateFetches fetches, Transfers transfers, LegPorts ports) {
        this.settings = settings;
        this.calls = calls;
        this.fetches = fetches;
        this.transfers = transfers;
        this.ports = ports;
    }

    void received(TransactionEffect.RequestReceived it, long now) {
        var request = it.request();
        if (fetches.notified(it.id(), request, now)) {
            return;
        }
        if (request.headers().to().tag().isPresent()) {
            calls.of(request.headers())
                    .ifPresentOrElse(
                            leg -> leg.request(it.id(), request, it.source(), now),
                            () -> ports.respond(it.id(), request.respond(481).build(), now));
            return;
        }
        var problem = OwnCapabilities.ALL.refuse(request);
        if (problem.isPresent()) {
            answer(it, problem.get(), now);
        } else if (request.method().equals(SipMethod.INVITE)) {
            invited(it, now);
        } else if (request.headers().has(HeaderName.REPLACES)) {
            answer(it, request.respond(400), now); // RFC 3891 §3
        } else if (request.method().equals(SipMethod.REFER)) {
            answer(it, request.respond(603), now); // nobody is there whose call it would hand over
        } else if (request.method().equals(SipMethod.OPTIONS)) {
            var response = request.respond(200).set(HeaderName.ACCEPT, OwnCapabilities.ALL.accept());
            answer(it, OwnCapabilities.on(response, true, settings.product()), now);
        } else {
            answer(it, request.respond(481), now);
        }
    }

    private void answer(TransactionEffect.RequestReceived it, ResponseBuilder response, long now) {
        ports.respond(it.id(), response.toTag(Tokens.text(ports.random(), 8)).build(), now);
    }

    private void invited(TransactionEffect.RequestReceived it, long now) {
        var request = it.request();
        if (it.merged()) { // SIP-07
            answer(it, request.respond(482), now);
            return;
        }
        var wanted = transfers.replacement(request, calls.all());
        if (wanted instanceof Replacement.Refused(int status)) {
            answer(it, request.respond(status), now);
            return;
        }
        var former = wanted instanceof Replacement.Of(Leg one) ? Optional.of(one) : Optional.<Leg>empty();
        if (calls.count() - (former.isPresent() ? 1 : 0) >= settings.maxCalls()) {
            answer(it, request.respond(486), now);
            return;
        }
        var own = new Addresses(settings).own(request.requestUri());
        var call = own.flatMap(settings.incoming())
                .map(how -> former.map(one -> noWeaker(how, one)).orElse(how));
        if (own.isEmpty() || call.isEmpty()) {
            answer(it, request.respond(own.isEmpty() ? 404 : 480), now);
            return;
        }
        // Whoever does without the profile is a plain user agent, and says so with 420 (MSEC-24).
        var problem = OwnCapabilities.of(call.get().policy().usesIdentity()).refuse(request);
        if (problem.isPresent()) {
            answer(it, problem.get(), now);
            return;
        }
        var name = calls.nameFor(request.headers().callId());
        if (name.isEmpty()) {
            answer(it, request.respond(482), now);
            return;
        }
        var held = call.get();
        var answering = held.anonymity().nameless() ? Anonymity.NOBODY.uri() : own.get(); // ANON-11
        var around = AnonymousPorts.around(ports, held, now);
        var leg = new CalleeLeg(name.get(), it.id(), request, it.source(), answering, held, around, now);
        calls.add(leg, it.id());
        leg.begin(it.source());
        former.ifPresent(one -> transfers.replacing(leg, one));
    }

    /** A call that takes another's place asks for no less than that one did. */
    private static CallSettings noWeaker(CallSettings call, Leg former) {
        return call.withPolicy(call.policy().stricter(former.settings.policy()));
    }
}
