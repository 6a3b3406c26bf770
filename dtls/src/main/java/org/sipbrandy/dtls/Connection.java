package org.sipbrandy.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.OptionalInt;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.DTLSTransport;

/** An association after its handshake, on the owner's thread: nothing here blocks. Application data is read and thrown away. */
final class Connection {
    private final DTLSTransport library;
    private final HandshakeRules rules;
    private final HandshakeTransport transport;
    private final byte[] ignored = new byte[InboundRecords.MAX_RECORD];

    Connection(DTLSTransport library, HandshakeRules rules, HandshakeTransport transport) {
        this.library = library;
        this.rules = rules;
        this.transport = transport;
        // What came under this cipher up to now was the handshake itself.
        askedToRenegotiate();
    }

    /**
     * Works off what came.
     *
     * @return the alert with which the peer ended the association, if it did
     */
    OptionalInt absorb() {
        boolean more = true;
        while (more) {
            try {
                library.receive(ignored, 0, ignored.length, 1);
            } catch (InterruptedIOException drained) {
                more = false;
            } catch (IOException ended) {
                // Either the peer's fatal alert, told below, or a fault of ours after which nothing can be trusted.
                more = false;
                if (rules.closingAlertReceived() < 0) {
                    transport.flush();
                    return OptionalInt.of(AlertDescription.internal_error);
                }
            }
        }
        if (askedToRenegotiate() && rules.closingAlertReceived() < 0) {
            refuseRenegotiation();
        }
        transport.flush();
        int alert = rules.closingAlertReceived();
        return alert < 0 ? OptionalInt.empty() : OptionalInt.of(alert);
    }

    private boolean askedToRenegotiate() {
        ObservedCipher cipher = rules.crypto.cipher();
        return cipher != null && cipher.takeRenegotiationAsked();
    }

    /** RFC 8827 §6.5, RFC 5246 §7.2.2: a warning; the association goes on. */
    private void refuseRenegotiation() {
        ObservedCipher cipher = rules.crypto.cipher();
        if (cipher != null) {
            cipher.sendNextAsAlert();
            try {
                library.send(new byte[] {(byte) AlertLevel.warning, (byte) AlertDescription.no_renegotiation}, 0, 2);
            } catch (IOException e) {
                throw new IllegalStateException("A record that cannot be encrypted", e);
            }
        }
    }

    /** Sends close_notify. */
    void close() {
        try {
            library.close();
        } catch (IOException e) {
            // Best effort: an alert is never answered nor repeated (RFC 6347 §4.2.7).
        }
        transport.flush();
    }
}
