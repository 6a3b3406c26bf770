package org.sipbrandy.agent.ice;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.gather.TurnTransport;

/**
 * Where a STUN or TURN server is, as RFC 7064 and RFC 7065 write it: {@code stun:stun.example.com},
 * {@code turn:192.0.2.1:3478?transport=tcp}, {@code turns:turn.example.com}.
 *
 * @param host a name, or an address without brackets
 * @param port empty for what DNS or the scheme says
 * @param transport empty for whatever there is
 */
public record IceServerUri(Scheme scheme, String host, OptionalInt port, Optional<TurnTransport> transport) {
    private static final int MAX_HOST = 253;

    /** What the server does. */
    public enum Scheme {
        STUN,
        TURN,
        /** TURN over TLS. */
        TURNS
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with a line that says what is wrong
     */
    public static IceServerUri parse(String text) {
        int colon = text.indexOf(':');
        Scheme scheme = switch (colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "stun" -> Scheme.STUN;
            case "turn" -> Scheme.TURN;
            case "turns" -> Scheme.TURNS;
            default -> throw wrong(text, "it does not begin with stun:, turn: or turns:");
        };
        String rest = text.substring(colon + 1);
        int question = rest.indexOf('?');
        Optional<TurnTransport> transport = Optional.empty();
        if (question >= 0) {
            transport = Optional.of(transport(text, scheme, rest.substring(question + 1)));
            rest = rest.substring(0, question);
        }
        boolean bracket = rest.startsWith("[");
        int end = bracket ? rest.indexOf(']') + 1 : rest.indexOf(':') < 0 ? rest.length() : rest.indexOf(':');
        String host = bracket ? rest.substring(1, Math.max(1, end - 1)) : rest.substring(0, end);
        if (bracket ? !isAddress(host) : !isName(host)) {
            throw wrong(text, "there is no host in it");
        }
        return new IceServerUri(scheme, host, port(text, rest.substring(end)), transport);
    }

    private static TurnTransport transport(String text, Scheme scheme, String query) {
        return switch (query.toLowerCase(Locale.ROOT)) {
            case "transport=udp" -> {
                if (scheme != Scheme.TURN) {
                    throw wrong(text, "only turn: can be reached by UDP as this says");
                }
                yield TurnTransport.UDP;
            }
            case "transport=tcp" -> {
                if (scheme == Scheme.STUN) {
                    throw wrong(text, "stun: is reached by UDP always");
                }
                yield scheme == Scheme.TURNS ? TurnTransport.TLS : TurnTransport.TCP;
            }
            default -> throw wrong(text, "after ? there can be transport=udp or transport=tcp");
        };
    }

    private static OptionalInt port(String text, String rest) {
        if (rest.isEmpty()) {
            return OptionalInt.empty();
        }
        String digits = rest.substring(1);
        boolean number =
                digits.length() <= 5 && !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = rest.charAt(0) == ':' && number ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 0xffff) {
            throw wrong(text, "a port is 1 to 65535");
        }
        return OptionalInt.of(port);
    }

    private static boolean isName(String host) {
        return !host.isEmpty()
                && host.length() <= MAX_HOST
                && host.chars()
                        .allMatch(c -> c == '.' || c == '-' || c == '_' || Character.isLetterOrDigit(c) && c < 128);
    }

    private static boolean isAddress(String host) {
        try {
            return IpAddress.parse(host).isV6();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is not the URI of a STUN or TURN server: " + why);
    }

    /** RFC 7064 §3.2, RFC 7065 §3.2. */
    int defaultPort() {
        return scheme == Scheme.TURNS ? 5349 : 3478;
    }

    @Override
    public String toString() {
        return scheme.name().toLowerCase(Locale.ROOT)
                + ":"
                + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
                + (port.isPresent() ? ":" + port.getAsInt() : "")
                + transport
                        .map(it -> it == TurnTransport.UDP ? "?transport=udp" : "?transport=tcp")
                        .orElse("");
    }
}
