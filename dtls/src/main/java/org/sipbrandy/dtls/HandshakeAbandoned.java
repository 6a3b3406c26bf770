package org.sipbrandy.dtls;

import java.io.IOException;
import java.io.Serial;

/** Leads the library out of a handshake that we gave up. */
final class HandshakeAbandoned extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    HandshakeAbandoned() {
        super("Handshake given up");
    }
}
