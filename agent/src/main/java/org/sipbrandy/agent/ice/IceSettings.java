package org.sipbrandy.agent.ice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.ice.turn.TurnCredential;

/**
 * How an agent looks for network paths: begin with {@link #hostsOnly()}.
 *
 * @param servers asked for addresses, most wanted first
 * @param relayOnly calls go through TURN servers only, so that the peer does not learn where we are
 * @param networkInterface the one that media use, by its name; all of them if empty
 * @param limit how long a call waits for the servers, before it goes on with what there is
 */
public record IceSettings(List<Server> servers, boolean relayOnly, Optional<String> networkInterface, Duration limit) {
    /**
     * A server.
     *
     * @param credential for TURN; empty for STUN
     */
    public record Server(IceServerUri uri, Optional<TurnCredential> credential) {
        public Server {
            boolean stun = uri.scheme() == IceServerUri.Scheme.STUN;
            if (stun == credential.isPresent()) {
                throw new IllegalArgumentException(
                        stun ? "STUN servers want no credential" : "TURN servers want a user name and password");
            }
        }
    }

    public IceSettings {
        servers = List.copyOf(servers);
        if (limit.isNegative() || limit.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("the limit is at most a minute");
        }
    }

    /** No server, all interfaces, 2 s. */
    public static IceSettings hostsOnly() {
        return new IceSettings(List.of(), false, Optional.empty(), Duration.ofSeconds(2));
    }

    /**
     * One more STUN server.
     *
     * @param uri e.g. {@code stun:stun.example.com}
     * @throws IllegalArgumentException with a line that says what is wrong
     */
    public IceSettings withStun(String uri) {
        return with(new Server(IceServerUri.parse(uri), Optional.empty()));
    }

    /**
     * One more TURN server.
     *
     * @param uri e.g. {@code turn:turn.example.com} or {@code turns:turn.example.com?transport=tcp}
     * @throws IllegalArgumentException with a line that says what is wrong
     */
    public IceSettings withTurn(String uri, String user, String password) {
        return with(new Server(IceServerUri.parse(uri), Optional.of(new TurnCredential(user, password))));
    }

    private IceSettings with(Server server) {
        var more = new ArrayList<>(servers);
        more.add(server);
        return new IceSettings(more, relayOnly, networkInterface, limit);
    }

    public IceSettings withRelayOnly(boolean value) {
        return new IceSettings(servers, value, networkInterface, limit);
    }

    public IceSettings withInterface(String name) {
        return new IceSettings(servers, relayOnly, Optional.of(name), limit);
    }

    public IceSettings withLimit(Duration value) {
        return new IceSettings(servers, relayOnly, networkInterface, value);
    }
}
