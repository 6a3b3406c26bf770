package org.sipbrandy.call.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.EndpointSettings;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.sip.digest.Logins;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.registration.Registration;
import org.sipbrandy.sip.registration.RegistrationEffect;
import org.sipbrandy.sip.registration.RegistrationSettings;
import org.sipbrandy.sip.transaction.TransactionLayer;
import org.sipbrandy.sip.transport.Target;

/** An endpoint's registrations, and what follows from them for its calls. */
final class Registrations {
    private final EndpointSettings settings;
    private final Logins logins;
    private final TransactionLayer transactions;
    private final OpenRequests open;
    private final Tickets tickets;
    private final Consumer<EndpointEffect> effects;
    private final RandomGenerator random;
    private final List<Registration> all = new ArrayList<>();

    Registrations(
            EndpointSettings settings,
            Logins logins,
            TransactionLayer transactions,
            OpenRequests open,
            Tickets tickets,
            Consumer<EndpointEffect> effects,
            RandomGenerator random) {
        this.settings = settings;
        this.logins = logins;
        this.transactions = transactions;
        this.open = open;
        this.tickets = tickets;
        this.effects = effects;
        this.random = random;
    }

    void begin(RegistrationSettings wanted, long now) {
        // RFC 5630 §5.1.1: a sips Contact is for a sips address of record; a sip one is reached over the same flow
        boolean secure = wanted.aor() instanceof SipUri uri && uri.secure();
        var addresses = new Addresses(settings);
        var registration = new Registration(
                wanted,
                logins,
                target -> addresses.contact(target, wanted.aor(), secure).uri(),
                settings.product(),
                random);
        all.add(registration);
        registration.begin(now);
        drain(now);
    }

    void close(long now) {
        all.forEach(it -> it.close(now));
        drain(now);
    }

    /** Whether any registration is not taken back yet. */
    boolean any() {
        return all.stream().anyMatch(it -> !it.isGone());
    }

    void flowLost(Target flow, long now) {
        all.forEach(it -> it.flowLost(flow, now));
        drain(now);
    }

    void flowAnswered(Target flow) {
        all.forEach(it -> it.flowAnswered(flow));
    }

    void timeout(long now) {
        all.forEach(it -> it.timeout(now));
        drain(now);
    }

    long deadline() {
        long earliest = Long.MAX_VALUE;
        for (Registration one : all) {
            earliest = Math.min(earliest, one.deadline());
        }
        return earliest;
    }

    /** The way of requests from that address; empty if it is not registered here. */
    List<Uri> route(Uri from) {
        return standing(from).map(Registration::preloadedRoute).orElse(List.of());
    }

    private Optional<Registration> standing(Uri aor) {
        return all.stream()
                .filter(it -> it.binding().isPresent() && it.settings().aor().sameAs(aor))
                .findFirst();
    }

    /** Our Contact in a dialog over a registered flow, if that target is one (RFC 5626 §4.3, RFC 5627 §4.4.1). */
    Optional<NameAddr> contact(Target towards, Uri own, NameAddr plain) {
        for (Registration one : all) {
            var binding = one.binding();
            if (binding.isPresent()
                    && one.leadsTo(towards)
                    && one.settings().aor().sameAs(own)) {
                var gruu = binding.get().gruu();
                if (gruu.isPresent()) {
                    boolean secure = plain.uri() instanceof SipUri uri && uri.secure();
                    return Optional.of(NameAddr.of(gruu.get().withSecure(secure)));
                }
                if (binding.get().outbound() && plain.uri() instanceof SipUri uri) {
                    return Optional.of(
                            NameAddr.of(uri.withParameters(uri.parameters().with("ob"))));
                }
            }
        }
        return Optional.empty();
    }

    private void drain(long now) {
        for (Registration one : List.copyOf(all)) {
            one.othersStand(all.stream()
                    .anyMatch(it -> it != one
                            && it.binding().isPresent()
                            && it.settings().aor().equals(one.settings().aor())));
            for (var effect = one.poll(); effect != null; effect = one.poll()) {
                perform(one, effect, now);
            }
        }
    }

    private void perform(Registration one, RegistrationEffect effect, long now) {
        switch (effect) {
            case RegistrationEffect.Locate(Uri next) ->
                effects.accept(new EndpointEffect.Locate(
                        tickets.search((found, at) -> {
                            one.located(found, at);
                            drain(at);
                        }),
                        next,
                        false));
            case RegistrationEffect.Send(SipRequest request, Target target) ->
                open.sent(transactions.sendRequest(request, target, now), answers(one));
            case RegistrationEffect.KeepAlive(Target flow, long nanos) ->
                effects.accept(new EndpointEffect.KeepFlow(flow, nanos));
            case RegistrationEffect.Tell(var event) ->
                effects.accept(new EndpointEffect.TellRegistration(one.settings(), event));
        }
    }

    private LegPorts.Answers answers(Registration one) {
        return new LegPorts.Answers() {
            @Override
            public void response(SipResponse response, Target source, long now) {
                one.response(response, source, now);
                drain(now);
            }

            @Override
            public void none(int status, boolean tryNext, long now) {
                one.none(status, now);
                drain(now);
            }
        };
    }
}
