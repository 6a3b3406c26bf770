package org.sipbrandy.ice;

/**
 * An address and a UDP port.
 *
 * @param port 0 to 65535
 */
public record TransportAddress(IpAddress address, int port) implements Comparable<TransportAddress> {
    public TransportAddress {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("no such port: " + port);
        }
    }

    /**
     * The address of a literal, e.g. {@code 192.0.2.1} or {@code 2001:db8::1}, and a port.
     *
     * @throws IllegalArgumentException if either is none
     */
    public static TransportAddress of(String literal, int port) {
        return new TransportAddress(IpAddress.parse(literal), port);
    }

    /**
     * Reads {@code 192.0.2.1:5000} or {@code [2001:db8::1]:5000}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static TransportAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        String digits = text.substring(colon + 1);
        boolean bareV6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        boolean port =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (bareV6 || !port) {
            throw new IllegalArgumentException("not a transport address");
        }
        return of(host, Integer.parseInt(digits));
    }

    @Override
    public int compareTo(TransportAddress other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return address.isV6() ? "[" + address + "]:" + port : address + ":" + port;
    }
}
