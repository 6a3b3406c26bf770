package org.sipbrandy.agent;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.SipReceiver;
import org.sipbrandy.agent.net.SipTransports;
import org.sipbrandy.agent.net.TransportFailure;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.transaction.TransactionEffect;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries an endpoint's messages, and tells it of those that could not be sent. */
final class Signalling implements SipReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(Signalling.class);

    /** Messages to one target that a failure of its connection is told to. */
    private static final int MAX_IN_FLIGHT = 32;

    private final AgentSettings settings;
    private final Driver driver;
    private final Listeners listeners;
    private final SipTransports transports;
    private final Map<Target, List<TransactionEffect.Transmit>> inFlight = new HashMap<>();

    Signalling(AgentSettings settings, Loop loop, Driver driver, Listeners listeners) {
        this.settings = settings;
        this.driver = driver;
        this.listeners = listeners;
        this.transports = new SipTransports(loop, settings.tls(), settings.trust(), this);
    }

    /** Listens there, too; blocks until it does. */
    void bind(Listen where) throws IOException {
        listeners.bind(transports, where);
    }

    /** A caller has to be reachable, too; blocks. */
    void ensureListening(Transport transport, IpAddress towards) throws IOException {
        if (transport != Transport.TLS || settings.tls().isPresent()) {
            listeners.ensure(transports, transport, towards);
        }
    }

    /** Sends a message; on the loop. */
    void transmit(EndpointEffect.Transmit it) {
        settings.trace().message(Instant.now(), true, it.target(), it.message());
        var waiting = inFlight.computeIfAbsent(it.target(), _ -> new ArrayList<>());
        if (waiting.size() > MAX_IN_FLIGHT) {
            waiting.removeFirst();
        }
        waiting.add(it.origin());
        transports.send(it.target(), it.message().encode());
    }

    @Override
    public void received(ParseResult result, Target from) {
        if (result instanceof ParseResult.Parsed(var message)) {
            settings.trace().message(Instant.now(), false, from, message);
        }
        driver.input((endpoint, now) -> endpoint.received(result, from, now));
    }

    @Override
    public void failed(Target target, TransportFailure failure) {
        String line = target.host() + ":" + target.port() + ": " + failure.message();
        LOG.warn("{}", line);
        settings.onFailure().accept(line);
        var waiting = inFlight.remove(target);
        if (waiting != null) {
            driver.input((endpoint, now) -> waiting.forEach(origin -> endpoint.transportFailed(origin, now)));
        }
    }

    /** Closes every socket; on the loop. */
    void close() {
        transports.close();
    }
}
