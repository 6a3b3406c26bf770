package org.sipbrandy.cli.audit;

/** Finds out whether octets begin a message of SIP, by its start line alone (RFC 3261 §7.1, §7.2). */
final class SipStart {
    private static final int LONGEST_METHOD = 20;
    private static final int LONGEST_LINE = 4096;
    private static final byte[] VERSION = {'S', 'I', 'P', '/', '2', '.', '0'};

    private SipStart() {}

    /** Whether a start line stands there. */
    static boolean at(byte[] octets, int at) {
        if (matches(octets, at) && at + 7 < octets.length) {
            return octets[at + 7] == ' ';
        }
        int space = at;
        while (space < octets.length && space - at <= LONGEST_METHOD && isUpper(octets[space])) {
            space++;
        }
        if (space == at || space >= octets.length || octets[space] != ' ') {
            return false;
        }
        int end = space;
        int limit = Math.min(octets.length, at + LONGEST_LINE);
        while (end < limit && octets[end] != '\r' && octets[end] != '\n') {
            end++;
        }
        return end < limit && end - 8 > space && octets[end - 8] == ' ' && matches(octets, end - 7);
    }

    /** The first place from there on where a line begins that is one; -1 if there is none. */
    static int find(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if ((i == 0 || octets[i - 1] == '\n') && at(octets, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isUpper(byte octet) {
        return octet >= 'A' && octet <= 'Z';
    }

    private static boolean matches(byte[] octets, int at) {
        return at + VERSION.length <= octets.length
                && java.util.Arrays.equals(octets, at, at + VERSION.length, VERSION, 0, VERSION.length);
    }
}
