package org.sipbrandy.sip.transaction;

import org.sipbrandy.sip.message.HostPort;

/** Sent-by of the two ends of a {@link TwoEnds}. */
final class HostPorts {
    static final HostPort A = HostPort.of("192.0.2.1", 5060);
    static final HostPort B = HostPort.of("192.0.2.2", 5060);

    private HostPorts() {}
}
