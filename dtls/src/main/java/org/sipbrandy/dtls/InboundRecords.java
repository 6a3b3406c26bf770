package org.sipbrandy.dtls;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What came from the peer, record by record, in the order that the library can take: garbage and copies are left out, ChangeCipherSpec waits
 * until the messages before it are complete, encrypted records wait for ChangeCipherSpec. So reordering costs no retransmission, and neither
 * it nor a forged ChangeCipherSpec blocks the handshake. Guarded by the lock of {@link HandshakeTransport}.
 */
final class InboundRecords {
    /** Longest record taken: 2^14 bytes of plaintext, header and expansion. */
    static final int MAX_RECORD = (1 << 14) + 256 + Records.HEADER;

    private static final int MAX_WAITING = 256;
    private static final int MAX_EARLY = 8;
    private static final int REMEMBERED = 64;

    private final DtlsRole role;
    private final HandshakeProgress progress = new HandshakeProgress();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private final Queue<byte[]> early = new ArrayDeque<>();
    private final long[] recent = new long[REMEMBERED];
    private int recentCount;
    private long nextSequence;
    private byte @Nullable [] changeCipherSpec;
    private boolean changed;
    private boolean connected;
    private boolean repeated;

    InboundRecords(DtlsRole role) {
        this.role = role;
    }

    /** Takes a datagram apart. Malformed parts are dropped (RFC 6347 §4.1.2.7). */
    void add(byte[] datagram) {
        int at = 0;
        while (datagram.length - at >= Records.HEADER) {
            int end = at + Records.HEADER + Records.uint16(datagram, at + 11);
            int version = Records.uint16(datagram, at + 1);
            if (end > datagram.length || end - at > MAX_RECORD || (version != 0xfefd && version != 0xfeff)) {
                return;
            }
            sort(Arrays.copyOfRange(datagram, at, end));
            at = end;
        }
    }

    private void sort(byte[] record) {
        int epoch = Records.epoch(record);
        int type = Records.type(record);
        if (epoch > 1 || record.length == Records.HEADER || type < Records.CHANGE_CIPHER_SPEC || type > 23) {
            return;
        }
        if (epoch == 1) {
            Queue<byte[]> queue = changed ? waiting : early;
            if (queue.size() < (changed ? MAX_WAITING : MAX_EARLY)) {
                queue.add(record);
            }
            return;
        }
        // RFC 6347 §4.2.4: after the handshake only a repeat of the peer's last flight matters in clear, and only to
        // the server.
        boolean wanted = switch (type) {
            case Records.HANDSHAKE -> connected ? role == DtlsRole.SERVER : !changed;
            case Records.ALERT -> !connected;
            case Records.CHANGE_CIPHER_SPEC -> !changed;
            default -> false;
        };
        if (!wanted || isCopy(record)) {
            return;
        }
        if (type == Records.CHANGE_CIPHER_SPEC) {
            changeCipherSpec = record;
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(record);
        }
    }

    /**
     * The next record to hand over, {@code null} if none may go yet.
     *
     * @param keysAgreed whether the library has the keys of the encrypted epoch
     */
    byte @Nullable [] next(boolean keysAgreed) {
        byte[] record = waiting.poll();
        byte[] change = changeCipherSpec;
        if (record == null
                && change != null
                && keysAgreed
                && (role == DtlsRole.CLIENT || progress.certificateVerified())) {
            record = change;
            changeCipherSpec = null;
            changed = true;
            waiting.addAll(early);
            early.clear();
        }
        repeated = record != null && Records.isClearHandshake(record) && progress.note(record);
        if (record != null && Records.epoch(record) == 0) {
            // Nobody vouches for a number in clear, so a forged one must not close the window on the true ones.
            Records.renumber(record, nextSequence++);
        }
        return record;
    }

    /** Whether records wait, apart from those that wait for ChangeCipherSpec. */
    boolean hasNext() {
        return !waiting.isEmpty();
    }

    /** Whether the record given last repeats messages that were complete before. */
    boolean lastWasRepeat() {
        return repeated;
    }

    /** The handshake is complete: in clear only repeats of the last flight are of interest. */
    void handshakeComplete() {
        connected = true;
    }

    private boolean isCopy(byte[] record) {
        long mark = (long) Arrays.hashCode(record) << 32 ^ record.length ^ ((long) Records.uint16(record, 9) << 16);
        int known = Math.min(recentCount, REMEMBERED);
        for (int i = 0; i < known; i++) {
            if (recent[i] == mark) {
                return true;
            }
        }
        recent[recentCount++ % REMEMBERED] = mark;
        return false;
    }
}
