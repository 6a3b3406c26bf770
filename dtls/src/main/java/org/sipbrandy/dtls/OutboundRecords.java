package org.sipbrandy.dtls;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the peer: records packed into datagrams. Tells a new flight from a repeated one, and lets a repeat through only when the
 * flight timer or a repeat of the peer asked for it; the library also repeats by the computer's clock. Guarded by the lock of
 * {@link HandshakeTransport}.
 */
final class OutboundRecords {
    /** RFC 6347 §4.1.1.1: smaller after a few tries without an answer; what every IPv4 host takes, less IP and UDP headers. */
    private static final int SMALL = 548;

    private static final int TRIES_BEFORE_SMALL = 2;

    private final int mtu;
    private final ByteArrayOutputStream datagram = new ByteArrayOutputStream();
    private final Queue<byte[]> ready = new ArrayDeque<>();
    private long highest = -1;
    private boolean begun;
    private boolean repeating;
    private int flights;
    private int repeats;
    private int tries;

    OutboundRecords(int mtu) {
        this.mtu = mtu;
    }

    /**
     * Takes one record from the library.
     *
     * @return whether it belongs to a repeated flight
     */
    boolean add(byte[] record, boolean repeatWanted) {
        if (Records.isClearHandshake(record)) {
            long place = (long) Records.uint16(record, Records.HEADER + 4) << 24
                    | Records.uint24(record, Records.HEADER + 6);
            if (!repeating && place > highest) {
                highest = place;
                if (!begun) {
                    begun = true;
                    flights++;
                    tries = 0;
                }
            } else if (!repeating) {
                repeating = true;
                repeats += repeatWanted ? 1 : 0;
            }
        }
        if (!repeating || repeatWanted || Records.type(record) == Records.ALERT) {
            pack(record);
        }
        return repeating;
    }

    private void pack(byte[] record) {
        if (datagram.size() + record.length > limit()) {
            flushDatagram();
        }
        datagram.writeBytes(record);
    }

    private void flushDatagram() {
        if (datagram.size() > 0) {
            ready.add(datagram.toByteArray());
            datagram.reset();
        }
    }

    /**
     * The library waits or has ended: the flight is whole.
     *
     * @return whether there is something to send
     */
    boolean pause() {
        flushDatagram();
        repeating = false;
        begun = false;
        return !ready.isEmpty();
    }

    byte @Nullable [] poll() {
        return ready.poll();
    }

    /** Largest record and datagram at this time. */
    int limit() {
        return tries > TRIES_BEFORE_SMALL ? Math.min(SMALL, mtu) : mtu;
    }

    /** The flight timer ran out once more. */
    void unanswered() {
        tries++;
    }

    /** How many flights were begun. */
    int flights() {
        return flights;
    }

    /** How many flights were repeated. */
    int repeats() {
        return repeats;
    }
}
