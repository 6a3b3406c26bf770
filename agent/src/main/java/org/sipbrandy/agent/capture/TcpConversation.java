package org.sipbrandy.agent.capture;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A TCP connection as a capture shows it: the handshake, what was carried, each segment acknowledged, the end. The
 * system's own segments are not to be had, and for TLS would not show what was said.
 */
final class TcpConversation {
    /** Long segments, as captures show them where the network card splits. */
    private static final int MAX_SEGMENT = 32_768;

    private static final byte[] NOTHING = {};

    private final boolean opened;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private long sent;
    private long received;

    TcpConversation(Traffic.Stream stream) {
        opened = stream.opened();
        local = stream.local();
        remote = stream.remote();
    }

    List<byte[]> open() {
        var frames = new ArrayList<byte[]>();
        frames.add(opened ? fromHere(Frame.SYN, NOTHING) : fromThere(Frame.SYN, NOTHING));
        step(opened, 1);
        frames.add(opened ? fromThere(Frame.SYN | Frame.ACK, NOTHING) : fromHere(Frame.SYN | Frame.ACK, NOTHING));
        step(!opened, 1);
        frames.add(acknowledgement(opened));
        return frames;
    }

    List<byte[]> carry(boolean outward, byte[] octets) {
        var frames = new ArrayList<byte[]>();
        for (int from = 0; from < octets.length; from += MAX_SEGMENT) {
            byte[] segment = Arrays.copyOfRange(octets, from, Math.min(octets.length, from + MAX_SEGMENT));
            int flags = Frame.PSH | Frame.ACK;
            frames.add(outward ? fromHere(flags, segment) : fromThere(flags, segment));
            step(outward, segment.length);
            frames.add(acknowledgement(!outward));
        }
        return frames;
    }

    List<byte[]> close(boolean here) {
        var frames = new ArrayList<byte[]>();
        int flags = Frame.FIN | Frame.ACK;
        frames.add(here ? fromHere(flags, NOTHING) : fromThere(flags, NOTHING));
        step(here, 1);
        frames.add(here ? fromThere(flags, NOTHING) : fromHere(flags, NOTHING));
        step(!here, 1);
        frames.add(acknowledgement(here));
        return frames;
    }

    private byte[] acknowledgement(boolean byUs) {
        return byUs ? fromHere(Frame.ACK, NOTHING) : fromThere(Frame.ACK, NOTHING);
    }

    private byte[] fromHere(int flags, byte[] payload) {
        return Frame.tcp(local, remote, sent, (flags & Frame.ACK) == 0 ? 0 : received, flags, payload);
    }

    private byte[] fromThere(int flags, byte[] payload) {
        return Frame.tcp(remote, local, received, (flags & Frame.ACK) == 0 ? 0 : sent, flags, payload);
    }

    private void step(boolean ours, int octets) {
        if (ours) {
            sent += octets;
        } else {
            received += octets;
        }
    }
}
