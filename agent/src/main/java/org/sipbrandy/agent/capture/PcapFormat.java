package org.sipbrandy.agent.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The classic capture file (draft-ietf-opsawg-pcap): microseconds, Ethernet. Every reader knows it. Datagrams stand in
 * it as they were; connections as TCP whose octets are those inside of TLS, on the ports of the hop.
 */
final class PcapFormat implements Format<Traffic> {
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int ETHERNET = 1;
    private static final int SNAPSHOT_LENGTH = 262_144;

    private final Map<String, TcpConversation> conversations = new HashMap<>();
    private final LocalAddress localAddress = new LocalAddress();

    @Override
    public void begin(OutputStream out) throws IOException {
        var header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(MAGIC).putShort((short) 2).putShort((short) 4); // version 2.4
        header.putInt(0).putInt(0).putInt(SNAPSHOT_LENGTH).putInt(ETHERNET);
        out.write(header.array());
    }

    @Override
    public void write(Traffic traffic, OutputStream out) throws IOException {
        switch (traffic) {
            case Traffic.Datagram it -> {
                var local = localAddress.towards(it.remote(), it.local());
                record(
                        out,
                        it.time(),
                        it.sent()
                                ? Frame.udp(local, it.remote(), it.trafficClass(), it.octets())
                                : Frame.udp(it.remote(), local, it.trafficClass(), it.octets()));
            }
            case Traffic.Opened it -> {
                var conversation = new TcpConversation(it.stream());
                conversations.put(it.stream().id(), conversation);
                all(out, it.time(), conversation.open());
            }
            case Traffic.Octets it -> {
                var conversation = conversations.get(it.stream().id());
                if (conversation != null) {
                    all(out, it.time(), conversation.carry(it.sent(), it.octets()));
                }
            }
            case Traffic.Closed it -> {
                var conversation = conversations.remove(it.stream().id());
                if (conversation != null) {
                    all(out, it.time(), conversation.close(it.here()));
                }
            }
        }
    }

    private static void all(OutputStream out, Instant time, Iterable<byte[]> frames) throws IOException {
        for (byte[] frame : frames) {
            record(out, time, frame);
        }
    }

    private static void record(OutputStream out, Instant time, byte[] frame) throws IOException {
        var header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt((int) time.getEpochSecond()).putInt(time.getNano() / 1000);
        header.putInt(frame.length).putInt(frame.length);
        out.write(header.array());
        out.write(frame);
    }
}
