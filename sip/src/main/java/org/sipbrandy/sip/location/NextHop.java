package org.sipbrandy.sip.location;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a SIP URI decides where a request goes (RFC 3263 §4).
 *
 * @param sips whether the scheme is {@code sips}
 * @param host host part: a domain or a numeric address, with or without brackets
 * @param port explicit port, if any
 * @param transport value of the {@code transport} parameter, if any
 * @param maddr value of the {@code maddr} parameter, if any
 */
public record NextHop(boolean sips, String host, OptionalInt port, Optional<String> transport, Optional<String> maddr) {

    public NextHop {
        host = NumericHost.normalise(host);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("empty host");
        }
        transport = transport.map(t -> t.toLowerCase(Locale.ROOT));
        maddr = maddr.map(NumericHost::normalise);
    }

    /** TARGET of RFC 3263 §4: the maddr value, else the host. */
    public String target() {
        return maddr.orElse(host);
    }
}
