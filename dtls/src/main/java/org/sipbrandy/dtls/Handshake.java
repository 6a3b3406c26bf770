package org.sipbrandy.dtls;

import java.io.IOException;
import java.util.OptionalInt;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/** One handshake from its first to its last message, on the thread that it is run on. */
final class Handshake implements Runnable {
    /** How it ended. */
    sealed interface Outcome {
        record Complete(DTLSTransport connection, DtlsOutput.Connected connected) implements Outcome {}

        record Broken(DtlsOutput.Failed failed) implements Outcome {}
    }

    private final HandshakeRules rules;
    private final HandshakeTransport transport;
    // What stands if the thread dies of an Error.
    private volatile Outcome outcome = broken(DtlsFailure.PROTOCOL, -1, "handshake thread died");

    Handshake(HandshakeRules rules, HandshakeTransport transport) {
        this.rules = rules;
        this.transport = transport;
    }

    @Override
    public void run() {
        boolean complete = false;
        try {
            DTLSTransport connection = connect();
            DtlsOutput.Connected connected = rules.connected();
            if (connected == null) {
                outcome = broken(DtlsFailure.PROTOCOL, -1, "no keys");
            } else if (transport.isAbandoned()) {
                connected.keys().close();
                connection.close();
                outcome = broken(DtlsFailure.TIMED_OUT, -1, "given up");
            } else {
                outcome = new Outcome.Complete(connection, connected);
                complete = true;
            }
        } catch (IOException | RuntimeException e) {
            DtlsOutput.Connected connected = rules.connected();
            if (connected != null) {
                connected.keys().close();
            }
            outcome = reason(e);
        } finally {
            transport.ended(complete);
        }
    }

    private DTLSTransport connect() throws IOException {
        return switch (rules.role) {
            case CLIENT -> new DTLSClientProtocol().connect(new HandshakeClient(rules, transport), transport);
            case SERVER -> new DTLSServerProtocol().accept(new HandshakeServer(rules, transport), transport);
        };
    }

    private Outcome reason(Exception e) {
        if (transport.isAbandoned()) {
            return broken(DtlsFailure.TIMED_OUT, -1, "given up");
        }
        if (e instanceof TlsFatalAlertReceived || rules.closingAlertReceived() >= 0) {
            return broken(DtlsFailure.PEER_ALERT, rules.closingAlertReceived(), String.valueOf(e.getMessage()));
        }
        int alert = e instanceof TlsFatalAlert fatal ? fatal.getAlertDescription() : rules.firstAlertSent();
        return broken(rules.failure().orElse(DtlsFailure.PROTOCOL), alert, String.valueOf(e.getMessage()));
    }

    private static Outcome broken(DtlsFailure reason, int alert, String detail) {
        OptionalInt sent = alert < 0 ? OptionalInt.empty() : OptionalInt.of(alert);
        return new Outcome.Broken(new DtlsOutput.Failed(reason, sent, detail));
    }

    /** Only meaningful once the transport has ended. */
    Outcome outcome() {
        return outcome;
    }
}
