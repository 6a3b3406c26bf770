package org.sipbrandy.agent.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which web pages may open WebSocket connections to us. A program that is no browser names no origin and is let in; a page
 * of the host that it connects to is, too; others only if they are named here (RFC 6455 §10.2).
 *
 * @param allowed origins such as {@code https://phone.example.com}; {@code *} for all
 */
public record WebSocketOrigins(Set<String> allowed) {
    public WebSocketOrigins {
        allowed = Set.copyOf(allowed);
    }

    /** No others. */
    public static WebSocketOrigins own() {
        return new WebSocketOrigins(Set.of());
    }

    /** @param host the Host header field, perhaps with a port */
    boolean admit(Optional<String> origin, Optional<String> host) {
        if (origin.isEmpty() || allowed.contains("*") || allowed.contains(origin.get())) {
            return true;
        }
        var from = hostOf(origin.get());
        return from.isPresent() && from.equals(host.flatMap(it -> hostOf("ws://" + it)));
    }

    private static Optional<String> hostOf(String uri) {
        try {
            return Optional.ofNullable(new URI(uri).getHost()).map(it -> it.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
