package org.sipbrandy.sip.message;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Host and port as in URIs and Via, RFC 3261 §25.1.
 *
 * @param host a name, an IPv4 address or an IPv6 reference with its brackets, as spelled
 * @param port 0 to 65535 if given
 */
public record HostPort(String host, OptionalInt port) {
    public HostPort {
        Hosts.check(host);
        if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > 65_535)) {
            throw new IllegalArgumentException("port out of range");
        }
    }

    /** Host and port; an IPv6 address may come without its brackets. */
    public static HostPort of(String host, int port) {
        return new HostPort(Hosts.bracket(host), OptionalInt.of(port));
    }

    /** Host alone; an IPv6 address may come without its brackets. */
    public static HostPort of(String host) {
        return new HostPort(Hosts.bracket(host), OptionalInt.empty());
    }

    /** @throws SipParseException if malformed */
    public static HostPort parse(String text) {
        Cursor in = new Cursor(text);
        HostPort parsed = parse(in, false);
        in.requireEnd();
        return parsed;
    }

    static HostPort parse(Cursor in, boolean spaceAroundColon) {
        String host = Hosts.take(in);
        boolean colon = spaceAroundColon ? in.takeSeparator(':') : in.take(':');
        OptionalInt port = colon ? OptionalInt.of((int) in.number(65_535, "port")) : OptionalInt.empty();
        return new HostPort(host, port);
    }

    /** The host without the brackets of an IPv6 reference. */
    public String address() {
        return isIpv6() ? host.substring(1, host.length() - 1) : host;
    }

    public boolean isIpv6() {
        return host.charAt(0) == '[';
    }

    /** Whether the host is a dotted IPv4 address. */
    public boolean isIpv4() {
        return Hosts.isIpv4(host);
    }

    /** Whether the host is a name that must be resolved. */
    public boolean isName() {
        return !isIpv6() && !isIpv4();
    }

    /** Names without regard to case, IPv6 addresses by their value (RFC 5954 §4.2); ports not. */
    public boolean sameHost(HostPort other) {
        return host.equalsIgnoreCase(other.host) || Hosts.comparable(host).equals(Hosts.comparable(other.host));
    }

    /** Lower case; for use as a key where {@link #sameHost} would be the comparison. */
    public String comparableHost() {
        return Hosts.comparable(host.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return port.isPresent() ? host + ":" + port.getAsInt() : host;
    }
}
