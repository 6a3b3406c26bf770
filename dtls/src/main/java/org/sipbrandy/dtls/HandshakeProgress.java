package org.sipbrandy.dtls;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.tls.HandshakeType;

/**
 * Follows which handshake messages of the peer are there in full, without their content: enough to tell a repeated flight from a new one and
 * to know when ChangeCipherSpec is due. Same limits as the library's own reassembly.
 */
final class HandshakeProgress {
    private static final int READ_AHEAD = 16;
    private static final int MAX_MESSAGE = 32_768;

    private record Arriving(int type, int length, BitSet covered) {
        boolean complete() {
            return covered.cardinality() == length;
        }
    }

    private final Map<Integer, Arriving> arriving = new HashMap<>();
    private int next;
    private boolean certificateVerified;

    /**
     * Notes the fragments of one handshake record in clear.
     *
     * @return whether a fragment belongs to a message that was complete before
     */
    boolean note(byte[] record) {
        boolean repeated = false;
        int at = Records.HEADER;
        while (record.length - at >= Records.HANDSHAKE_HEADER) {
            int type = Records.uint8(record, at);
            int length = Records.uint24(record, at + 1);
            int sequence = Records.uint16(record, at + 4);
            int offset = Records.uint24(record, at + 6);
            int fragment = Records.uint24(record, at + 9);
            at += Records.HANDSHAKE_HEADER;
            if (record.length - at < fragment || offset + fragment > length || length > MAX_MESSAGE) {
                break;
            }
            at += fragment;
            if (sequence < next) {
                repeated = true;
            } else if (sequence < next + READ_AHEAD) {
                Arriving message = arriving.computeIfAbsent(sequence, n -> new Arriving(type, length, new BitSet()));
                if (message.type == type && message.length == length) {
                    message.covered.set(offset, offset + fragment);
                }
            }
        }
        advance();
        return repeated;
    }

    private void advance() {
        Arriving message = arriving.get(next);
        while (message != null && message.complete()) {
            certificateVerified |= message.type == HandshakeType.certificate_verify;
            arriving.remove(next++);
            message = arriving.get(next);
        }
    }

    /** Whether CertificateVerify and all before it are there: the last message in clear of a client. */
    boolean certificateVerified() {
        return certificateVerified;
    }
}
