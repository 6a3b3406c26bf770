package org.sipbrandy.dtls;

/** Where the fields of a DTLS 1.2 record and of a handshake message in clear lie (RFC 6347 §4.1, §4.2.2). */
final class Records {
    static final int HEADER = 13;
    static final int HANDSHAKE_HEADER = 12;

    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;

    private Records() {}

    static int uint8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    static int uint16(byte[] bytes, int at) {
        return uint8(bytes, at) << 8 | uint8(bytes, at + 1);
    }

    static int uint24(byte[] bytes, int at) {
        return uint16(bytes, at) << 8 | uint8(bytes, at + 2);
    }

    static int type(byte[] record) {
        return uint8(record, 0);
    }

    static int epoch(byte[] record) {
        return uint16(record, 3);
    }

    /** Replaces the sequence number of a record in clear. */
    static void renumber(byte[] record, long sequence) {
        for (int i = 0; i < 6; i++) {
            record[5 + i] = (byte) (sequence >>> 8 * (5 - i));
        }
    }

    /** Whether this is a handshake record in clear that holds at least one message header. */
    static boolean isClearHandshake(byte[] record) {
        return type(record) == HANDSHAKE && epoch(record) == 0 && record.length >= HEADER + HANDSHAKE_HEADER;
    }
}
