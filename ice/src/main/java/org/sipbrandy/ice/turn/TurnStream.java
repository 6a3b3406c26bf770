package org.sipbrandy.ice.turn;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts what comes over TCP or TLS into messages (RFC 8489 §6.2.2, RFC 8656 §12.5). */
public final class TurnStream {
    private static final int STUN_HEADER = 20;

    private byte[] rest = new byte[0];
    private boolean broken;

    /** Takes what was read; gives the messages that are complete, padding included. Nothing after {@link #isBroken}. */
    public List<byte[]> read(byte[] bytes) {
        List<byte[]> messages = new ArrayList<>();
        byte[] all = joined(bytes);
        int at = 0;
        while (!broken && all.length - at >= ChannelData.HEADER_LENGTH) {
            int length = length(all, at);
            if (broken || all.length - at < length) {
                break;
            }
            messages.add(Arrays.copyOfRange(all, at, at + length));
            at += length;
        }
        rest = broken ? new byte[0] : Arrays.copyOfRange(all, at, all.length);
        return messages;
    }

    private byte[] joined(byte[] bytes) {
        var all = new ByteArrayOutputStream(rest.length + bytes.length);
        all.writeBytes(rest);
        all.writeBytes(bytes);
        return all.toByteArray();
    }

    /** At most 65,555 bytes, so that what is kept is bounded. */
    private int length(byte[] bytes, int at) {
        int value = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
        int first = bytes[at] & 0xff;
        if (first < 4 && value % 4 == 0) {
            return STUN_HEADER + value;
        }
        if (first >= 0x40 && first < 0x50) {
            return ChannelData.HEADER_LENGTH + (value + 3 & ~3);
        }
        broken = true;
        return 0;
    }

    /** Whether the stream is out of step: it is no use any more. */
    public boolean isBroken() {
        return broken;
    }

    /** A message as it goes over a stream: a multiple of 4 bytes. */
    public static byte[] framed(byte[] message) {
        return Arrays.copyOf(message, message.length + 3 & ~3);
    }
}
