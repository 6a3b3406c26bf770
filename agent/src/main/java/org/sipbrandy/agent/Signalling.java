package org.sipbrandy.agent;

import java.io.IOException;
import org.sipbrandy.agent.crypto.CryptoProviders;
import org.sipbrandy.agent.net.FlowWatcher;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.Outgoing;
import org.sipbrandy.agent.net.SipReceiver;
import org.sipbrandy.agent.net.SipTransports;
import org.sipbrandy.agent.net.TransportFailure;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transaction.TransactionEffect;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries an endpoint's messages, and tells it of those that could not be sent. */
final class Signalling implements SipReceiver, FlowWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Signalling.class);

    private final AgentSettings settings;
    private final Driver driver;
    private final Reception reception;
    private final Listeners listeners;
    private final CryptoProviders crypto;
    private final SipTransports transports;

    Signalling(
            AgentSettings settings,
            Loop loop,
            Driver driver,
            Reception reception,
            Listeners listeners,
            CryptoProviders crypto) {
        this.settings = settings;
        this.driver = driver;
        this.reception = reception;
        this.listeners = listeners;
        this.crypto = crypto;
        this.transports = new SipTransports(
                loop,
                settings.tls(),
                settings.trust(),
                settings.limits(),
                this,
                this,
                settings.origins(),
                settings.capture());
    }

    /** Listens there, too; blocks until it does. */
    void bind(Listen where) throws IOException {
        listeners.bind(transports, where);
    }

    /** A caller has to be reachable, too; blocks. */
    void ensureListening(Transport transport, IpAddress towards) throws IOException {
        listeners.ensure(transports, transport, towards);
    }

    /** Sends a message; on the loop. */
    void transmit(EndpointEffect.Transmit it) {
        var origin = it.origin();
        boolean request = it.message() instanceof SipRequest;
        transports.send(
                it.target(),
                new Outgoing(it.message().encode(), request, failure -> failed(it.target(), failure, origin)));
        crypto.load(); // not sooner: the first INVITE shall not wait for the processor
    }

    @Override
    public void received(ParseResult result, Target from) {
        var arrival = new Arrival(from.transport(), from.host() + ":" + from.port(), transports.domains(from));
        driver.input((endpoint, now) -> reception.during(arrival, () -> endpoint.received(result, from, now)));
    }

    /** Keeps a flow alive; on the loop. */
    void keepAlive(EndpointEffect.KeepFlow it) {
        transports.keepAlive(it.flow(), it.nanos());
    }

    @Override
    public void answered(Target flow) {
        driver.input((endpoint, now) -> endpoint.flowAnswered(flow));
    }

    @Override
    public void lost(Target flow) {
        driver.input((endpoint, now) -> endpoint.flowLost(flow, now));
    }

    private void failed(Target target, TransportFailure failure, TransactionEffect.Transmit origin) {
        String line = target.host() + ":" + target.port() + ": " + failure.message();
        LOG.warn("{}", line);
        Application.tell(() -> settings.onFailure().accept(line));
        driver.input((endpoint, now) -> endpoint.transportFailed(origin, now));
    }

    /** Closes every socket; on the loop. */
    void close() {
        transports.close();
    }
}
