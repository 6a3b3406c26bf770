package org.sipbrandy.dtls;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One DTLS-SRTP association: the handshake, its keys, and what comes after it (RFC 5763, 5764, 6347, 8842). Not thread-safe: one thread at a
 * time calls the inputs, {@code poll} and {@code deadline}. Times are monotonic nanoseconds of any one origin.
 *
 * <p>After each input, and after each wake-up of {@link HandshakeDrive.Asynchronous}, call {@link #poll} until it gives {@code null}, then
 * arrange for {@link #timeout} at {@link #deadline}.
 */
public final class DtlsAssociation {
    private final DtlsRole role;
    private final DtlsConfiguration configuration;
    private final HandshakeDrive drive;
    private final HandshakeRules rules;
    private final HandshakeTransport transport;
    private final Handshake handshake;
    private final FlightTimer flightTimer;
    private final Queue<DtlsOutput> outputs = new ArrayDeque<>();

    private DtlsState state = DtlsState.NEW;
    private @Nullable Connection connection;
    private long lastInput;
    private long limit = Long.MAX_VALUE;
    private long progress;
    private boolean ended;

    /**
     * Makes an association that waits for {@link #start}.
     *
     * @param random for keys, nonces and signatures; used on the handshake thread and on the caller's
     */
    public DtlsAssociation(
            DtlsRole role,
            DtlsIdentity identity,
            DtlsConfiguration configuration,
            PeerCertificateCheck peerCertificateCheck,
            SecureRandom random,
            HandshakeDrive drive) {
        this(
                role,
                identity,
                configuration,
                peerCertificateCheck,
                new ObservedCrypto(random, configuration.provider()),
                drive);
    }

    DtlsAssociation(
            DtlsRole role,
            DtlsIdentity identity,
            DtlsConfiguration configuration,
            PeerCertificateCheck peerCertificateCheck,
            ObservedCrypto crypto,
            HandshakeDrive drive) {
        this.role = Objects.requireNonNull(role);
        this.configuration = configuration;
        this.drive = drive;
        this.rules = new HandshakeRules(role, identity, configuration, peerCertificateCheck, crypto);
        this.transport = new HandshakeTransport(role, configuration.mtu(), crypto, wakeup(drive));
        this.handshake = new Handshake(rules, transport);
        this.flightTimer = new FlightTimer(configuration.flightTimer(), configuration.flightTimerCeiling());
    }

    private static @Nullable Runnable wakeup(HandshakeDrive drive) {
        return switch (drive) {
            case HandshakeDrive.LockStep ignored -> null;
            case HandshakeDrive.Asynchronous asynchronous -> asynchronous.wakeup();
        };
    }

    /** Starts the handshake: a client sends its ClientHello, a server reads what came so far and waits. Only once. */
    public void start(long now) {
        if (state == DtlsState.CLOSED) {
            return;
        }
        if (state != DtlsState.NEW) {
            throw new IllegalStateException("Started before: " + state);
        }
        state = DtlsState.HANDSHAKING;
        lastInput = now;
        limit = now + configuration.handshakeLimit().toNanos();
        try {
            drive.executor().execute(handshake);
        } catch (RejectedExecutionException e) {
            fail(new DtlsOutput.Failed(DtlsFailure.PROTOCOL, OptionalInt.empty(), "no thread for the handshake"));
            return;
        }
        settle();
    }

    /** Takes one datagram from the peer (first byte 20–63, RFC 7983). Never throws for what is in it. Ignored after the end. */
    public void receive(byte[] datagram, long now) {
        if (state == DtlsState.FAILED || state == DtlsState.CLOSED) {
            return;
        }
        lastInput = now;
        transport.offer(datagram);
        settle();
    }

    /** Tells that {@link #deadline} has come. Harmless when it has not. */
    public void timeout(long now) {
        settle();
        if (state != DtlsState.HANDSHAKING) {
            return;
        }
        lastInput = now;
        if (now >= limit) {
            transport.abandon();
            awaitStep();
            sendReady();
            fail(new DtlsOutput.Failed(DtlsFailure.TIMED_OUT, OptionalInt.empty(), "handshake took too long"));
        } else if (flightTimer.expire(now)) {
            transport.retransmit();
            awaitStep();
            // This repeat is accounted for; only one that the peer caused restarts the wait.
            progress = transport.progress();
            settle();
        }
    }

    /** Ends the association: close_notify if connected, an end to the handshake and its thread if not. Harmless when ended. */
    public void close(long now) {
        settle();
        switch (state) {
            case NEW, FAILED, CLOSED -> {}
            case HANDSHAKING -> {
                transport.abandon();
                awaitStep();
            }
            case CONNECTED -> connected().close();
        }
        if (state != DtlsState.FAILED) {
            state = DtlsState.CLOSED;
        }
        lastInput = now;
        end();
        dropKeys();
        sendReady();
    }

    /** The next thing to do or know, or {@code null}. */
    public @Nullable DtlsOutput poll() {
        settle();
        return outputs.poll();
    }

    /** When {@link #timeout} wants to be called, {@code Long.MAX_VALUE} for never. */
    public long deadline() {
        settle();
        return state == DtlsState.HANDSHAKING ? Math.min(limit, flightTimer.deadline()) : Long.MAX_VALUE;
    }

    /** Where it stands, as of the last input or {@link #poll}. */
    public DtlsState state() {
        return state;
    }

    /** Which side this end is. */
    public DtlsRole role() {
        return role;
    }

    /** Brings what the handshake thread did to the owner's side. */
    private void settle() {
        if (state == DtlsState.NEW) {
            return;
        }
        awaitStep();
        boolean over = transport.hasEnded();
        sendReady();
        if (state == DtlsState.HANDSHAKING) {
            watchFlights();
        }
        if (over && !ended) {
            conclude();
        }
        Connection open = connection;
        if (open != null && transport.hasRecords()) {
            OptionalInt alert = open.absorb();
            sendReady();
            if (alert.isPresent()) {
                state = DtlsState.CLOSED;
                end();
                outputs.add(new DtlsOutput.PeerClosed(alert.getAsInt()));
            }
        }
    }

    private void awaitStep() {
        if (drive instanceof HandshakeDrive.LockStep && state == DtlsState.HANDSHAKING && !ended) {
            transport.awaitIdle();
        }
    }

    private void watchFlights() {
        long reached = transport.progress();
        if ((int) reached != (int) progress) {
            flightTimer.flightSent(lastInput);
        } else if (reached != progress) {
            flightTimer.flightRepeated(lastInput);
        }
        progress = reached;
    }

    private void conclude() {
        ended = true;
        flightTimer.stop();
        switch (handshake.outcome()) {
            case Handshake.Outcome.Complete complete -> {
                if (state == DtlsState.HANDSHAKING) {
                    state = DtlsState.CONNECTED;
                    connection = new Connection(complete.connection(), rules, transport);
                    outputs.add(complete.connected());
                } else {
                    // It was complete at the very moment we gave up.
                    complete.connected().keys().close();
                    new Connection(complete.connection(), rules, transport).close();
                    sendReady();
                }
            }
            case Handshake.Outcome.Broken broken -> {
                if (state == DtlsState.HANDSHAKING) {
                    fail(broken.failed());
                }
            }
        }
    }

    private void fail(DtlsOutput.Failed failed) {
        state = DtlsState.FAILED;
        end();
        outputs.add(failed);
    }

    private void end() {
        connection = null;
        flightTimer.stop();
        limit = Long.MAX_VALUE;
    }

    private void dropKeys() {
        for (Iterator<DtlsOutput> waiting = outputs.iterator(); waiting.hasNext(); ) {
            if (waiting.next() instanceof DtlsOutput.Connected unseen) {
                unseen.keys().close();
                waiting.remove();
            }
        }
    }

    private void sendReady() {
        for (byte[] datagram = transport.poll(); datagram != null; datagram = transport.poll()) {
            outputs.add(new DtlsOutput.Send(datagram));
        }
    }

    private Connection connected() {
        return Objects.requireNonNull(connection);
    }
}
