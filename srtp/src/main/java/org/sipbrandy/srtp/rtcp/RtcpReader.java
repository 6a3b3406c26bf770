package org.sipbrandy.srtp.rtcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads a compound packet in one pass (RFC 3550 §6.4–6.7, A.2; RFC 5506 §3.4.2). */
final class RtcpReader {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;

    RtcpReader(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + length;
        this.at = offset;
    }

    List<RtcpPacket> packets() {
        List<RtcpPacket> packets = new ArrayList<>();
        do {
            packets.add(packet());
        } while (at < end);
        return packets;
    }

    private RtcpPacket packet() {
        require(end - at >= 4, "no whole packet header");
        int first = bytes[at] & 0xff;
        int type = bytes[at + 1] & 0xff;
        int bodyAt = at + 4;
        int next = bodyAt + 4 * uint16(at + 2);
        require(first >> 6 == 2, "version is not 2");
        require(type >= 192 && type <= 223, "packet type out of range");
        require(next <= end, "packet runs over the end");
        int bodyEnd = next;
        if ((first & 0x20) != 0) {
            // RFC 3550 §6.4.1: only the last packet of a compound is padded, by a multiple of four.
            int padding = next > bodyAt ? bytes[next - 1] & 0xff : 0;
            require(next == end, "padding before the last packet");
            require(padding != 0 && padding % 4 == 0 && padding <= next - bodyAt, "wrong padding");
            bodyEnd = next - padding;
        }
        int count = first & 0x1f;
        RtcpPacket packet = switch (type) {
            case SenderReport.TYPE -> senderReport(bodyAt, bodyEnd, count);
            case ReceiverReport.TYPE -> receiverReport(bodyAt, bodyEnd, count);
            case SourceDescription.TYPE -> sourceDescription(bodyAt, bodyEnd, count);
            case Bye.TYPE -> bye(bodyAt, bodyEnd, count);
            default -> new RawRtcp(type, count, Arrays.copyOfRange(bytes, bodyAt, bodyEnd));
        };
        at = next;
        return packet;
    }

    private SenderReport senderReport(int from, int to, int count) {
        require(to - from >= 24 + count * ReportBlock.LENGTH, "SR is too short");
        return new SenderReport(
                int32(from),
                uint32(from + 4) << 32 | uint32(from + 8),
                uint32(from + 12),
                uint32(from + 16),
                uint32(from + 20),
                reports(from + 24, count));
    }

    private ReceiverReport receiverReport(int from, int to, int count) {
        require(to - from >= 4 + count * ReportBlock.LENGTH, "RR is too short");
        return new ReceiverReport(int32(from), reports(from + 4, count));
    }

    private List<ReportBlock> reports(int from, int count) {
        List<ReportBlock> reports = new ArrayList<>(count);
        for (int i = 0, block = from; i < count; i++, block += ReportBlock.LENGTH) {
            reports.add(new ReportBlock(
                    int32(block),
                    bytes[block + 4] & 0xff,
                    int32(block + 4) << 8 >> 8,
                    uint32(block + 8),
                    uint32(block + 12),
                    uint32(block + 16),
                    uint32(block + 20)));
        }
        return reports;
    }

    private SourceDescription sourceDescription(int from, int to, int count) {
        List<SourceDescription.Chunk> chunks = new ArrayList<>(count);
        int p = from;
        for (int i = 0; i < count; i++) {
            require(to - p >= 8, "SDES chunk is too short");
            int ssrc = int32(p);
            p += 4;
            List<SourceDescription.Item> items = new ArrayList<>(1);
            while (p < to && bytes[p] != 0) {
                require(to - p >= 2 && to - p - 2 >= (bytes[p + 1] & 0xff), "SDES item runs over the end");
                int length = bytes[p + 1] & 0xff;
                items.add(new SourceDescription.Item(bytes[p] & 0xff, text(p + 2, length)));
                p += 2 + length;
            }
            // RFC 3550 §6.5: one null octet or more ends the list, up to the next 32-bit boundary.
            require(p < to, "SDES chunk does not end");
            p += 4 - (p - from) % 4;
            chunks.add(new SourceDescription.Chunk(ssrc, items));
        }
        return new SourceDescription(chunks);
    }

    private Bye bye(int from, int to, int count) {
        require(to - from >= 4 * count, "BYE is too short");
        List<Integer> sources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sources.add(int32(from + 4 * i));
        }
        int p = from + 4 * count;
        if (p == to) {
            return new Bye(sources, Optional.empty());
        }
        int length = bytes[p] & 0xff;
        require(to - p - 1 >= length, "reason of BYE runs over the end");
        return new Bye(sources, Optional.of(text(p + 1, length)));
    }

    private String text(int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private void require(boolean holds, String reason) {
        if (!holds) {
            throw new MalformedRtcpException(at - start, reason);
        }
    }

    private int uint16(int p) {
        return (bytes[p] & 0xff) << 8 | bytes[p + 1] & 0xff;
    }

    private int int32(int p) {
        return uint16(p) << 16 | uint16(p + 2);
    }

    private long uint32(int p) {
        return int32(p) & 0xffff_ffffL;
    }
}
