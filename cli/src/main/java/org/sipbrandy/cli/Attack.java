package org.sipbrandy.cli;

import java.io.IOException;
import java.time.Duration;
import org.sipbrandy.testkit.wire.AttackProxy;
import org.sipbrandy.testkit.wire.ForgedDtlsCertificate;
import org.sipbrandy.testkit.wire.ReplayedInvite;
import org.sipbrandy.testkit.wire.WireEdit;

/** Somebody between Alice and Bob, while the call lasts. */
interface Attack extends AutoCloseable {
    /** Where Alice's agent is led to, on 127.0.0.1 over TCP. */
    int port();

    /** What came of it, in words; empty if there is nothing to say. Waits a moment for it. */
    String result() throws InterruptedException;

    @Override
    void close() throws IOException;

    /** Begins an attack on a callee that listens there. */
    @FunctionalInterface
    interface Plan {
        Attack begin(int calleePort) throws IOException;
    }

    /** Edits messages. */
    static Plan edit(WireEdit edit) {
        return port -> of(new AttackProxy(port, edit), () -> "", () -> {});
    }

    /** Sends the INVITE again as a call of its own. */
    static Plan replay() {
        return port -> {
            var meddler = new ReplayedInvite(port);
            return of(
                    new AttackProxy(port, meddler),
                    () -> {
                        var status = meddler.status(Duration.ofSeconds(10));
                        return status.isPresent() ? "the repeated INVITE got " + status.getAsInt() : "";
                    },
                    () -> {});
        };
    }

    /** Ends DTLS itself, on a media path drawn over it. */
    static Plan forgeCertificate() {
        return port -> {
            var meddler = new ForgedDtlsCertificate();
            var media = meddler.media();
            return of(
                    new AttackProxy(port, meddler),
                    () -> (media.alertOfCaller().orElse(-1) == BAD_CERTIFICATE
                                            || media.alertOfCallee().orElse(-1) == BAD_CERTIFICATE
                                    ? "its handshake got alert bad_certificate"
                                    : "")
                            + (media.mediaPackets() == 0 ? "" : " but it saw " + media.mediaPackets() + " packets"),
                    meddler::close);
        };
    }

    /** RFC 5246 §7.2. */
    int BAD_CERTIFICATE = 42;

    /** Says what came of it. */
    @FunctionalInterface
    interface Result {
        String say() throws InterruptedException;
    }

    /** Ends what it began. */
    @FunctionalInterface
    interface End {
        void close() throws IOException;
    }

    private static Attack of(AttackProxy proxy, Result result, End end) {
        return new Attack() {
            @Override
            public int port() {
                return proxy.port();
            }

            @Override
            public String result() throws InterruptedException {
                return result.say();
            }

            @Override
            public void close() throws IOException {
                proxy.close();
                end.close();
            }
        };
    }
}
