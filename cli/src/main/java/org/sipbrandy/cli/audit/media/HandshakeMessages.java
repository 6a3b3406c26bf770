package org.sipbrandy.cli.audit.media;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the handshake messages of one side together from their fragments (RFC 6347 §4.2.3). Bounded. */
final class HandshakeMessages {
    private static final int HEADER = 12;
    private static final int MAX_LENGTH = 1 << 15;
    private static final int MAX_MESSAGES = 16;

    private final Map<Integer, Incomplete> messages = new HashMap<>();

    /** A whole message. */
    record Message(int type, byte[] body) {}

    private static final class Incomplete {
        private final int type;
        private final byte[] body;
        private final BitSet there = new BitSet();
        private boolean told;

        Incomplete(int type, int length) {
            this.type = type;
            this.body = new byte[length];
        }
    }

    /**
     * Takes one fragment.
     *
     * @param at where its header begins
     * @return the message that it completes
     */
    Optional<Message> add(byte[] octets, int at, int end) {
        if (end - at < HEADER) {
            return Optional.empty();
        }
        int type = Bytes.uint8(octets, at);
        int length = Bytes.uint24(octets, at + 1);
        int number = Bytes.uint16(octets, at + 4);
        int offset = Bytes.uint24(octets, at + 6);
        int part = Bytes.uint24(octets, at + 9);
        if (length > MAX_LENGTH || offset + part > length || part > end - at - HEADER || number >= MAX_MESSAGES) {
            return Optional.empty();
        }
        var message = messages.computeIfAbsent(number, _ -> new Incomplete(type, length));
        if (message.told || message.type != type || message.body.length != length) {
            return Optional.empty(); // the first stands
        }
        for (int i = message.there.nextClearBit(offset); i < offset + part; i = message.there.nextClearBit(i + 1)) {
            message.body[i] = octets[at + HEADER + i - offset];
        }
        message.there.set(offset, offset + part);
        if (message.there.cardinality() < length) {
            return Optional.empty();
        }
        message.told = true;
        return Optional.of(new Message(type, message.body));
    }
}
