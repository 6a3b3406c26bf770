package org.sipbrandy.sip.transport;

import java.util.Optional;

/**
 * The far end of a hop: where a message is to be sent, or where one came from.
 *
 * @param transport protocol of the hop
 * @param host numeric IP address without brackets where resolved (requests are resolved by {@code location} first)
 * @param port 1 to 65535
 * @param serverName for TLS and WSS: the domain of the URI that was resolved, which the server must prove to be
 *     (RFC 5922 §7.3) and which goes into server_name (§7.8)
 * @param connection names one open connection or, on UDP, one local socket; empty where any will do. Opaque: the owner
 *     of the sockets chooses it
 */
public record Target(
        Transport transport, String host, int port, Optional<String> serverName, Optional<String> connection) {

    public Target {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("empty host");
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }

    public static Target of(Transport transport, String host, int port) {
        return new Target(transport, host, port, Optional.empty(), Optional.empty());
    }

    public Target withTransport(Transport other) {
        return new Target(other, host, port, serverName, Optional.empty());
    }

    public Target withPort(int other) {
        return new Target(transport, host, other, serverName, connection);
    }

    public Target withServerName(String domain) {
        return new Target(transport, host, port, Optional.of(domain), connection);
    }

    public Target withConnection(String id) {
        return new Target(transport, host, port, serverName, Optional.of(id));
    }

    public Target withoutConnection() {
        return new Target(transport, host, port, serverName, Optional.empty());
    }
}
