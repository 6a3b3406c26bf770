package org.sipbrandy.srtp.rtcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a compound packet. */
final class RtcpWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    byte[] write(List<RtcpPacket> packets) {
        Rtcp.check(!packets.isEmpty(), "packets", packets.size());
        for (RtcpPacket packet : packets) {
            switch (packet) {
                case SenderReport sr -> write(sr);
                case ReceiverReport rr -> write(rr);
                case SourceDescription sdes -> write(sdes);
                case Bye bye -> write(bye);
                case RawRtcp raw -> {
                    byte[] body = raw.body();
                    header(raw.count(), raw.packetType(), body.length);
                    out.writeBytes(body);
                }
            }
        }
        return out.toByteArray();
    }

    private void header(int count, int type, int bodyLength) {
        int words = bodyLength / 4;
        Rtcp.check(bodyLength % 4 == 0 && words <= 0xffff, "body length", bodyLength);
        out.write(0x80 | count);
        out.write(type);
        out.write(words >> 8);
        out.write(words);
    }

    private void write(SenderReport sr) {
        header(sr.reports().size(), SenderReport.TYPE, 24 + sr.reports().size() * ReportBlock.LENGTH);
        int32(sr.ssrc());
        int32((int) (sr.ntpTime() >>> 32));
        int32((int) sr.ntpTime());
        int32((int) sr.rtpTimestamp());
        int32((int) sr.packetCount());
        int32((int) sr.octetCount());
        sr.reports().forEach(this::write);
    }

    private void write(ReceiverReport rr) {
        header(rr.reports().size(), ReceiverReport.TYPE, 4 + rr.reports().size() * ReportBlock.LENGTH);
        int32(rr.ssrc());
        rr.reports().forEach(this::write);
    }

    private void write(ReportBlock block) {
        int32(block.ssrc());
        int32(block.fractionLost() << 24 | block.cumulativeLost() & 0xff_ffff);
        int32((int) block.highestSequence());
        int32((int) block.jitter());
        int32((int) block.lastSr());
        int32((int) block.delaySinceLastSr());
    }

    private void write(SourceDescription sdes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(64);
        for (SourceDescription.Chunk chunk : sdes.chunks()) {
            int32(body, chunk.ssrc());
            for (SourceDescription.Item item : chunk.items()) {
                body.write(item.type());
                text(body, item.utf8());
            }
            do {
                body.write(0);
            } while (body.size() % 4 != 0);
        }
        header(sdes.chunks().size(), SourceDescription.TYPE, body.size());
        out.writeBytes(body.toByteArray());
    }

    private void write(Bye bye) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(64);
        bye.sources().forEach(source -> int32(body, source));
        bye.reason().ifPresent(reason -> text(body, reason.getBytes(StandardCharsets.UTF_8)));
        while (body.size() % 4 != 0) {
            body.write(0);
        }
        header(bye.sources().size(), Bye.TYPE, body.size());
        out.writeBytes(body.toByteArray());
    }

    private static void text(ByteArrayOutputStream body, byte[] utf8) {
        Rtcp.check(utf8.length <= 255, "text length", utf8.length);
        body.write(utf8.length);
        body.writeBytes(utf8);
    }

    private void int32(int value) {
        int32(out, value);
    }

    private static void int32(ByteArrayOutputStream to, int value) {
        to.write(value >> 24);
        to.write(value >> 16);
        to.write(value >> 8);
        to.write(value);
    }
}
