package org.sipbrandy.agent;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.transport.Target;

/** Does what an endpoint wants done, by whoever has the sockets, threads and stores for it. */
record EffectPerformer(
        Driver driver,
        Workers workers,
        Signalling signalling,
        Location location,
        CallSockets sockets,
        IdentityService identity,
        SipCertificates certificates,
        Subscribing subscribing,
        Calls calls)
        implements Consumer<EndpointEffect> {

    @Override
    public void accept(EndpointEffect effect) {
        switch (effect) {
            case EndpointEffect.Transmit it -> signalling.transmit(it);
            case EndpointEffect.Locate it ->
                workers.work(
                        driver,
                        () -> locate(it),
                        found -> (endpoint, now) -> endpoint.located(it.ticket(), found, now));
            case EndpointEffect.CertificateFetched(long ticket, var answer) -> certificates.fetched(ticket, answer);
            case EndpointEffect.OpenMedia it -> sockets.open(it);
            case EndpointEffect.CloseMedia(String call) -> sockets.close(call);
            case EndpointEffect.SendMedia it -> sockets.send(it);
            case EndpointEffect.Sign it ->
                workers.work(
                        driver,
                        () -> identity.sign(it),
                        signed -> (endpoint, now) -> endpoint.signed(it.ticket(), signed, now));
            case EndpointEffect.Verify it ->
                workers.work(
                        driver,
                        () -> identity.verify(it),
                        checked -> (endpoint, now) -> endpoint.verified(it.ticket(), checked, now));
            case EndpointEffect.Remember(var peer) -> workers.execute(() -> identity.remember(peer));
            case EndpointEffect.Invitation it -> calls.ring(it.call());
            case EndpointEffect.Tell it -> calls.tell(it.call(), it.event());
            case EndpointEffect.Forget(String call) -> calls.forget(call);
            case EndpointEffect.KeepFlow it -> signalling.keepAlive(it);
            case EndpointEffect.TellRegistration it -> calls.tell(it);
        }
    }

    private List<Target> locate(EndpointEffect.Locate it) throws InterruptedException, IOException {
        var found = location.targets(it.next()).stream()
                .filter(place -> !it.strangers() || subscribing.reaches(place))
                .toList();
        for (Target target : found) {
            signalling.ensureListening(target.transport(), IpAddress.parse(target.host()));
        }
        return found;
    }
}
