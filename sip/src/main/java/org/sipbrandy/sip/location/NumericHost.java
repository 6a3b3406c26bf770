package org.sipbrandy.sip.location;

import java.util.Locale;

/** Tells numeric addresses from domain names, by their characters alone. */
final class NumericHost {
    private NumericHost() {}

    /** Lower case, without brackets and without the dot of the DNS root at the end. */
    static String normalise(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    static boolean isNumeric(String host) {
        return host.indexOf(':') >= 0 || isIpv4(host);
    }

    private static boolean isIpv4(String host) {
        int octets = 0;
        int value = -1;
        for (int i = 0; i <= host.length(); i++) {
            char c = i == host.length() ? '.' : host.charAt(i);
            if (c == '.') {
                if (value < 0 || value > 255) {
                    return false;
                }
                octets++;
                value = -1;
            } else if (c >= '0' && c <= '9' && value < 256) {
                value = Math.max(value, 0) * 10 + (c - '0');
            } else {
                return false;
            }
        }
        return octets == 4;
    }
}
