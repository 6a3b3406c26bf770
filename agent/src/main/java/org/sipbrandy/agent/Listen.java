package org.sipbrandy.agent;

import java.util.Locale;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.transport.Transport;

/**
 * Where an agent listens for signalling.
 *
 * @param port 0 picks one
 */
public record Listen(Transport transport, IpAddress host, int port) {
    public Listen {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }

    /**
     * Reads {@code tls:HOST:PORT}, with an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException with one line that says what would be right
     */
    public static Listen parse(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        if (first <= 0 || last <= first) {
            throw new IllegalArgumentException("'" + text + "' is not like tls:127.0.0.1:5061");
        }
        var transport = Transport.parse(text.substring(0, first))
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text.substring(0, first) + "' is not one of tls, tcp, udp, wss, ws"));
        String host = text.substring(first + 1, last);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.equals("localhost")) {
            host = "127.0.0.1";
        }
        try {
            return new Listen(transport, IpAddress.parse(host), Integer.parseInt(text.substring(last + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not like tls:127.0.0.1:5061", e);
        }
    }

    @Override
    public String toString() {
        String literal = host.isV6() ? "[" + host + "]" : host.toString();
        return transport.name().toLowerCase(Locale.ROOT) + ":" + literal + ":" + port;
    }
}
