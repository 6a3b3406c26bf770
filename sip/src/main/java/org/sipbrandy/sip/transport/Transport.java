package org.sipbrandy.sip.transport;

import java.util.Locale;
import java.util.Optional;

/** A transport protocol of SIP (RFC 3261 §18, RFC 7118). */
public enum Transport {
    UDP(false, false, 5060),
    TCP(true, false, 5060),
    TLS(true, true, 5061),
    WS(true, false, 80),
    WSS(true, true, 443);

    private final boolean reliable;
    private final boolean secure;
    private final int defaultPort;

    Transport(boolean reliable, boolean secure, int defaultPort) {
        this.reliable = reliable;
        this.secure = secure;
        this.defaultPort = defaultPort;
    }

    /** Whether the protocol delivers by itself, so that transactions need no retransmission timers. */
    public boolean reliable() {
        return reliable;
    }

    /** Whether TLS protects the hop. */
    public boolean secure() {
        return secure;
    }

    /** The port meant when none is written (RFC 3261 §19.1.2; RFC 7118 §5.5 for ws and wss). */
    public int defaultPort() {
        return defaultPort;
    }

    /** The value of a URI's {@code transport} parameter; TLS is {@code tcp} under {@code sips:} (RFC 5630 §3.1.4). */
    public String uriParameter() {
        return switch (this) {
            case UDP -> "udp";
            case TCP, TLS -> "tcp";
            case WS, WSS -> "ws";
        };
    }

    /** Reads the transport token of a Via header field or a {@code transport} parameter, in any case. */
    public static Optional<Transport> parse(String token) {
        return switch (token.toUpperCase(Locale.ROOT)) {
            case "UDP" -> Optional.of(UDP);
            case "TCP" -> Optional.of(TCP);
            case "TLS" -> Optional.of(TLS);
            case "WS" -> Optional.of(WS);
            case "WSS" -> Optional.of(WSS);
            case String other -> Optional.empty();
        };
    }
}
