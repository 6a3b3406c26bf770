package org.sipbrandy.agent.capture;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.SipStreamDecoder;
import org.sipbrandy.sip.message.StreamEvent;

/** Cuts what comes over one connection into messages, each as it came, octet by octet. */
final class MessageCutter {
    private final SipStreamDecoder decoder;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private long start;
    private boolean lost;

    /** @param opened by this end */
    MessageCutter(boolean opened) {
        decoder = opened ? SipStreamDecoder.opened() : SipStreamDecoder.accepted();
    }

    /** The messages that end in these octets. */
    List<byte[]> receive(byte[] octets) {
        held.writeBytes(octets);
        if (lost) {
            return List.of();
        }
        decoder.receive(octets);
        var messages = new ArrayList<byte[]>();
        byte[] all = held.toByteArray();
        int from = 0;
        @Nullable StreamEvent event;
        while (!lost && (event = decoder.poll()) != null) {
            int to = (int) (decoder.consumed() - start);
            switch (event) {
                case StreamEvent.Received _ -> messages.add(Arrays.copyOfRange(all, from, to));
                case StreamEvent.Ping _, StreamEvent.Pong _ -> {}
                case StreamEvent.Lost _ -> lost = true;
            }
            if (!lost) {
                from = to;
            }
        }
        start += from;
        held.reset();
        held.write(all, from, all.length - from);
        return messages;
    }

    /** Whether what comes is no SIP any more. */
    boolean lost() {
        return lost;
    }

    /** What came and is in no message. */
    byte[] rest() {
        return held.toByteArray();
    }

    byte[] takeRest() {
        byte[] rest = held.toByteArray();
        held.reset();
        return rest;
    }

    /** RFC 5626 §3.5.1, RFC 3261 §7.5: nothing but line ends. */
    static boolean isKeepAlive(byte[] octets) {
        for (byte octet : octets) {
            if (octet != '\r' && octet != '\n') {
                return false;
            }
        }
        return true;
    }
}
