package org.sipbrandy.sdp;

import org.sipbrandy.sdp.grammar.AddressLiteral;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * A {@code c=} line (RFC 8866 §5.7).
 *
 * @param address literal without brackets, or a name
 * @param multicast what follows the first slash of a multicast address (TTL, count), else empty
 */
public record Connection(String networkType, String addressType, String address, String multicast) {
    public Connection {
        SdpGrammar.token(networkType, "network type");
        SdpGrammar.token(addressType, "address type");
        SdpGrammar.visible(address, "connection address");
        if (networkType.equals("IN")) {
            internetAddress(addressType, address);
        }
        for (int i = 0; i < multicast.length(); i++) {
            char c = multicast.charAt(i);
            if (!SdpGrammar.isDigit(c) && c != '/') {
                throw new SdpParseException(i, "multicast part of the connection address is malformed");
            }
        }
    }

    /** Of an IPv4 or IPv6 literal. */
    public static Connection of(String address) {
        return new Connection("IN", address.indexOf(':') >= 0 ? "IP6" : "IP4", address, "");
    }

    /** Reads what follows {@code c=}. */
    public static Connection parse(String text) {
        var words = new Words(text);
        String networkType = words.next("network type");
        String addressType = words.next("address type");
        String address = words.next("connection address");
        words.end("connection");
        int slash = address.indexOf('/');
        return slash < 0
                ? new Connection(networkType, addressType, address, "")
                : new Connection(networkType, addressType, address.substring(0, slash), address.substring(slash + 1));
    }

    /** 0.0.0.0 or ::. Without ICE candidates nothing is sent there (RFC 3264 §8.4). */
    public boolean isUnspecified() {
        return AddressLiteral.isUnspecified(address);
    }

    /** Whether the address needs no name resolution. */
    public boolean isLiteral() {
        return AddressLiteral.isLiteral(address);
    }

    /** What follows {@code c=}. */
    @Override
    public String toString() {
        return networkType + ' ' + addressType + ' ' + address + (multicast.isEmpty() ? "" : "/" + multicast);
    }

    private static void internetAddress(String type, String address) {
        // RFC 8866 §9 IP6-address has no brackets; a colon occurs in nothing but IPv6 literals.
        boolean ip6 = address.indexOf(':') >= 0;
        if (ip6 ? !AddressLiteral.isIp6(address) || type.equals("IP4") : !isNameOrIp4(address)) {
            throw new SdpParseException(0, "connection address is malformed");
        }
    }

    private static boolean isNameOrIp4(String address) {
        return address.chars().allMatch(c -> SdpGrammar.isAlphanumeric((char) c) || c == '-' || c == '.');
    }
}
