package org.sipbrandy.sdp;

import java.math.BigInteger;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * The {@code o=} line (RFC 8866 §5.2).
 *
 * @param sessionId decimal digits
 * @param version not negative; any size, since peers put NTP times here
 */
public record Origin(
        String username, String sessionId, BigInteger version, String networkType, String addressType, String address) {
    private static final int MAX_DIGITS = 40;

    public Origin {
        SdpGrammar.visible(username, "username");
        digits(sessionId, "session id");
        if (version.signum() < 0 || version.bitLength() > 4 * MAX_DIGITS) {
            throw new SdpParseException(0, "session version is out of range");
        }
        SdpGrammar.token(networkType, "network type");
        SdpGrammar.token(addressType, "address type");
        SdpGrammar.visible(address, "origin address");
    }

    /** Of an Internet address literal, with "-" for the user. */
    public static Origin of(long sessionId, long version, String address) {
        return new Origin(
                "-",
                Long.toUnsignedString(sessionId),
                BigInteger.valueOf(version),
                "IN",
                address.indexOf(':') >= 0 ? "IP6" : "IP4",
                address);
    }

    /** Reads what follows {@code o=}. */
    public static Origin parse(String text) {
        var words = new Words(text);
        String username = words.next("username");
        String sessionId = digits(words.next("session id"), "session id");
        String version = digits(words.next("session version"), "session version");
        var origin = new Origin(
                username,
                sessionId,
                new BigInteger(version),
                words.next("network type"),
                words.next("address type"),
                words.next("origin address"));
        words.end("origin");
        return origin;
    }

    public Origin withVersion(BigInteger newVersion) {
        return new Origin(username, sessionId, newVersion, networkType, addressType, address);
    }

    /** RFC 3264 §8: the version increments by one. */
    public Origin next() {
        return withVersion(version.add(BigInteger.ONE));
    }

    /** Whether all but the version is equal: the same session of the same originator. */
    public boolean sameSession(Origin other) {
        return equals(other.withVersion(version));
    }

    /** What follows {@code o=}. */
    @Override
    public String toString() {
        return username + ' ' + sessionId + ' ' + version + ' ' + networkType + ' ' + addressType + ' ' + address;
    }

    private static String digits(String text, String what) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new SdpParseException(0, what + " is not 1 to " + MAX_DIGITS + " digits");
        }
        return text;
    }
}
