package org.sipbrandy.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsCloseable;
import org.jspecify.annotations.Nullable;

/**
 * Hands records over between the owner's thread and the handshake thread, which blocks here. The library's own timer always stands at its
 * least, 1 ms; ours decides: while {@link #retransmit} is not called, no repeat leaves. After the handshake the owner's thread runs through
 * the same door without blocking.
 */
final class HandshakeTransport implements DatagramTransport {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final InboundRecords inbound;
    private final OutboundRecords outbound;
    private final ObservedCrypto crypto;
    private final @Nullable Runnable wakeup;

    private @Nullable TlsCloseable library;
    private boolean idle;
    private boolean ended;
    private boolean connected;
    private boolean abandoned;
    private boolean timedOut;
    private boolean timeoutTold;
    private boolean repeatWanted;

    HandshakeTransport(DtlsRole role, int mtu, ObservedCrypto crypto, @Nullable Runnable wakeup) {
        this.inbound = new InboundRecords(role);
        this.outbound = new OutboundRecords(mtu);
        this.crypto = crypto;
        this.wakeup = wakeup;
    }

    // --- the library's side ---

    @Override
    public int getReceiveLimit() {
        return InboundRecords.MAX_RECORD;
    }

    @Override
    public int getSendLimit() {
        lock.lock();
        try {
            return outbound.limit();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        pause();
        lock.lock();
        try {
            while (true) {
                if (abandoned && !connected) {
                    leave();
                }
                byte[] record = inbound.next(crypto.cipher() != null);
                if (record != null) {
                    if (record.length > length) {
                        continue;
                    }
                    repeatWanted = connected || timedOut || inbound.lastWasRepeat();
                    System.arraycopy(record, 0, buffer, offset, record.length);
                    return record.length;
                }
                if (connected) {
                    throw new InterruptedIOException("No more records");
                }
                if (timedOut) {
                    // The library looks at the computer's clock before it repeats: wait for that if it came back.
                    if (timeoutTold) {
                        moved.await(waitMillis, TimeUnit.MILLISECONDS);
                    }
                    timeoutTold = true;
                    repeatWanted = true;
                    return -1;
                }
                idle = true;
                moved.signalAll();
                moved.await();
            }
        } catch (InterruptedException e) {
            abandoned = true;
            leave();
            throw new HandshakeAbandoned();
        } finally {
            idle = false;
            lock.unlock();
        }
    }

    private void leave() throws IOException {
        TlsCloseable open = library;
        if (open != null) {
            library = null;
            open.close();
        }
        throw new HandshakeAbandoned();
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        lock.lock();
        try {
            outbound.add(Arrays.copyOfRange(buffer, offset, offset + length), repeatWanted);
            timedOut = false;
            timeoutTold = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        // The library says so after its last alert; the owner learns it from the alert.
    }

    private void pause() {
        boolean news;
        lock.lock();
        try {
            news = outbound.pause() && !connected;
            repeatWanted = false;
        } finally {
            lock.unlock();
        }
        if (news && wakeup != null) {
            wakeup.run();
        }
    }

    /** Handed in by the library before it sends anything: how to end it properly. */
    void library(TlsCloseable closeable) {
        library = closeable;
    }

    /** Last act of the handshake thread. */
    void ended(boolean successfully) {
        lock.lock();
        try {
            outbound.pause();
            ended = true;
            connected = successfully;
            if (successfully) {
                inbound.handshakeComplete();
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        if (wakeup != null) {
            wakeup.run();
        }
    }

    // --- the owner's side ---

    void offer(byte[] datagram) {
        lock.lock();
        try {
            inbound.add(datagram);
            stir();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the library repeat its flight. */
    void retransmit() {
        lock.lock();
        try {
            if (!ended) {
                timedOut = true;
                outbound.unanswered();
                stir();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends a handshake under way. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            stir();
        } finally {
            lock.unlock();
        }
    }

    private void stir() {
        idle = false;
        moved.signalAll();
    }

    /** Returns when the handshake thread waits for input or has ended. */
    void awaitIdle() {
        lock.lock();
        try {
            while (!idle && !ended) {
                moved.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether something waits to be handed over. */
    boolean hasRecords() {
        lock.lock();
        try {
            return inbound.hasNext();
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    boolean isAbandoned() {
        lock.lock();
        try {
            return abandoned;
        } finally {
            lock.unlock();
        }
    }

    /** What the owner's thread sent through the library after the handshake is whole. */
    void flush() {
        lock.lock();
        try {
            outbound.pause();
        } finally {
            lock.unlock();
        }
    }

    byte @Nullable [] poll() {
        lock.lock();
        try {
            return outbound.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Counts flights begun and, in the upper half, flights repeated. */
    long progress() {
        lock.lock();
        try {
            return (long) outbound.repeats() << 32 | outbound.flights();
        } finally {
            lock.unlock();
        }
    }
}
