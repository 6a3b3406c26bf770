package org.sipbrandy.sip.transaction;

import java.util.Optional;
import org.sipbrandy.sip.message.HostPort;
import org.sipbrandy.sip.message.Via;
import org.sipbrandy.sip.transport.Target;

/**
 * Where the responses to a request go (RFC 3261 §18.2.2, RFC 3581 §4).
 *
 * @param second for when the first fails; sent-by as a domain name needs {@code location} first and is not tried here
 */
record ResponseRoute(Target first, Optional<Target> second) {

    /** The top Via as a server completes it: {@code received} where the source differs or rport asks for it. */
    static Via complete(Via via, Target source) {
        Via completed = via;
        boolean differs = !via.sentBy().sameHost(HostPort.of(source.host()));
        if (via.hasRport()) {
            completed = completed.withRport(source.port()).withReceived(source.host()); // RFC 3581 §4
        } else if (differs) {
            completed = completed.withReceived(source.host()); // RFC 3261 §18.2.1
        }
        return completed;
    }

    static ResponseRoute of(Via completed, Target source) {
        HostPort sentBy = completed.sentBy();
        int port = sentBy.port().orElse(source.transport().defaultPort());
        port = port == 0 ? source.transport().defaultPort() : port;
        if (source.transport().reliable()) {
            Target anew = Target.of(source.transport(), source.host(), port);
            return new ResponseRoute(source, Optional.of(anew));
        }
        if (completed.maddr().isPresent()) {
            return new ResponseRoute(
                    new Target(
                            source.transport(), completed.maddr().get(), port, Optional.empty(), source.connection()),
                    Optional.empty());
        }
        // RFC 3581 §4: from the address and port on which the request came in, back to where it came from.
        Target first = completed.rport().isPresent() ? source : source.withPort(port);
        return new ResponseRoute(first, Optional.empty());
    }
}
