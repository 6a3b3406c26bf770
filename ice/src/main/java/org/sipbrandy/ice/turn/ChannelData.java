package org.sipbrandy.ice.turn;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A datagram with the number of its channel before it (RFC 8656 §12.4). */
record ChannelData(int number, byte[] datagram) {
    static final int HEADER_LENGTH = 4;

    /** What came from the server; null if it is none. Padding behind the datagram is allowed. */
    static @Nullable ChannelData parse(byte[] message) {
        if (message.length < HEADER_LENGTH) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(message);
        int number = in.getShort() & 0xffff;
        int length = in.getShort() & 0xffff;
        if (number < 0x4000 || number > 0x4fff || length > message.length - HEADER_LENGTH) {
            return null;
        }
        return new ChannelData(number, Arrays.copyOfRange(message, HEADER_LENGTH, HEADER_LENGTH + length));
    }

    byte[] encode() {
        return ByteBuffer.allocate(HEADER_LENGTH + datagram.length)
                .putShort((short) number)
                .putShort((short) datagram.length)
                .put(datagram)
                .array();
    }
}
