package org.sipbrandy.srtp.rtcp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The RTCP packets of one datagram (RFC 3550 §6.1). */
public record RtcpCompound(List<RtcpPacket> packets) {
    public RtcpCompound {
        packets = List.copyOf(packets);
    }

    /**
     * Reads {@code bytes[offset .. offset+length)}.
     *
     * @throws MalformedRtcpException if the packets do not fill it exactly, or one of them is malformed
     */
    public static RtcpCompound parse(byte[] bytes, int offset, int length) {
        return new RtcpCompound(new RtcpReader(bytes, offset, length).packets());
    }

    public static RtcpCompound parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length);
    }

    /**
     * The octets, without padding.
     *
     * @throws IllegalArgumentException if a text is longer than 255 octets, or there is no packet
     */
    public byte[] toBytes() {
        return new RtcpWriter().write(packets);
    }

    /** Whether it begins with an SR or RR, as all but reduced-size RTCP does (RFC 5506 §3.4.2). */
    public boolean isFull() {
        return !packets.isEmpty()
                && switch (packets.getFirst()) {
                    case SenderReport _, ReceiverReport _ -> true;
                    case SourceDescription _, Bye _, RawRtcp _ -> false;
                };
    }

    public Optional<SenderReport> senderReport() {
        return of(SenderReport.class).findFirst();
    }

    /** The report blocks of all SRs and RRs. */
    public List<ReportBlock> reportBlocks() {
        return packets.stream()
                .flatMap(packet -> switch (packet) {
                    case SenderReport sr -> sr.reports().stream();
                    case ReceiverReport rr -> rr.reports().stream();
                    case SourceDescription _, Bye _, RawRtcp _ -> Stream.empty();
                })
                .toList();
    }

    /** The sources that say goodbye. */
    public List<Integer> byes() {
        return of(Bye.class).flatMap(bye -> bye.sources().stream()).toList();
    }

    /** The packets of one kind. */
    public <T extends RtcpPacket> Stream<T> of(Class<T> kind) {
        return packets.stream().filter(kind::isInstance).map(kind::cast);
    }
}
