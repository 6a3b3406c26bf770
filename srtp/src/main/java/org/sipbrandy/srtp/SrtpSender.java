package org.sipbrandy.srtp;

import org.jspecify.annotations.Nullable;
import org.sipbrandy.srtp.rtp.RtpMux;
import org.sipbrandy.srtp.rtp.RtpPacket;

/**
 * Protects what we send with one master key: any number of SSRCs up to a limit, RTP and RTCP (RFC 3711, RFC 7714). Not
 * thread-safe: one thread at a time.
 */
public final class SrtpSender implements AutoCloseable {
    private final SrtpOptions options;
    private final SourceTable sources;
    private SrtpProfile profile;
    private Transform transform;
    private long rtpCount;
    private long rtcpCount;
    private int length;
    private boolean closed;

    /** Derives the session keys; the given keys may be wiped afterwards. */
    public SrtpSender(SrtpKeys keys, SrtpOptions options) {
        this.options = options;
        this.sources = new SourceTable(options.maxSources());
        this.profile = keys.profile();
        this.transform = Transform.of(keys, options.provider());
    }

    /**
     * Turns the RTP packet at {@code packet[offset .. offset+length)} into an SRTP packet in place. The array must have
     * room for {@link SrtpProfile#overhead()} octets more.
     *
     * @return {@code OK}, after which {@link #length()} is the new length; else the packet is as it was
     * @throws IllegalArgumentException if the array is too small
     */
    public SrtpStatus protect(byte[] packet, int offset, int length) {
        checkRoom(packet, offset, length, profile.overhead());
        if (closed) {
            return SrtpStatus.CLOSED;
        }
        int header = RtpPacket.headerLength(packet, offset, length);
        if (header < 0 || length > RtpPacket.MAX_LENGTH - profile.overhead()) {
            return SrtpStatus.MALFORMED;
        }
        Source source = source(Words.int32(packet, offset + 8));
        if (source == null) {
            return SrtpStatus.UNKNOWN_SOURCE;
        }
        long index = source.index(Words.uint16(packet, offset + 2));
        // RFC 3711 §9.2: not one packet more than the key may protect.
        if (rtpCount >= options.rtpLimit() || index >= Source.INDEX_END) {
            return SrtpStatus.KEY_LIMIT_REACHED;
        }
        // RFC 3711 §9.1: no keystream twice. What lies behind the window may have been sent.
        if (index < 0 || !source.rtp.isFresh(index)) {
            return SrtpStatus.INDEX_REUSED;
        }
        source.rtp.mark(index);
        rtpCount++;
        this.length = transform.sealRtp(packet, offset, header, length, source.ssrc, index);
        return SrtpStatus.OK;
    }

    /**
     * Turns the RTCP compound packet at {@code packet[offset .. offset+length)} into an SRTCP packet in place. The array
     * must have room for {@link SrtpProfile#rtcpOverhead()} octets more.
     *
     * @return {@code OK}, after which {@link #length()} is the new length; else the packet is as it was
     * @throws IllegalArgumentException if the array is too small
     */
    public SrtpStatus protectRtcp(byte[] packet, int offset, int length) {
        checkRoom(packet, offset, length, profile.rtcpOverhead());
        if (closed) {
            return SrtpStatus.CLOSED;
        }
        if (!hasRtcpHeader(packet, offset, length) || length > RtpPacket.MAX_LENGTH - profile.rtcpOverhead()) {
            return SrtpStatus.MALFORMED;
        }
        Source source = source(Words.int32(packet, offset + 4));
        if (source == null) {
            return SrtpStatus.UNKNOWN_SOURCE;
        }
        // RFC 3711 §3.4: the first index is 0.
        long index = source.rtcp.highest() + 1;
        if (rtcpCount >= options.rtcpLimit() || index >= SrtpOptions.MAX_RTCP_PACKETS) {
            return SrtpStatus.KEY_LIMIT_REACHED;
        }
        source.rtcp.mark(index);
        rtcpCount++;
        int word = options.unencryptedRtcp() ? (int) index : (int) index | Transform.ENCRYPTED;
        this.length = transform.sealRtcp(packet, offset, length, source.ssrc, word);
        return SrtpStatus.OK;
    }

    /** The length of the packet that was protected last. */
    public int length() {
        return length;
    }

    /** Goes on under new master keys: indices run on (RFC 3711 §3.3.1), packet counts start anew, old keys are wiped. */
    public void rekey(SrtpKeys keys) {
        if (closed) {
            throw new IllegalStateException("context is closed");
        }
        Transform next = Transform.of(keys, options.provider());
        transform.wipe();
        transform = next;
        profile = keys.profile();
        rtpCount = 0;
        rtcpCount = 0;
    }

    /** Wipes the session keys. */
    @Override
    public void close() {
        closed = true;
        transform.wipe();
    }

    /** The source of an SSRC, made if the limit allows. */
    @Nullable
    Source source(int ssrc) {
        Source source = sources.find(ssrc);
        if (source == null && !sources.isFull()) {
            source = new Source(ssrc);
            sources.add(source);
        }
        return source;
    }

    /** Version 2, a packet type of RTCP, and whole up to the SSRC. */
    static boolean hasRtcpHeader(byte[] packet, int offset, int length) {
        return length >= Transform.RTCP_HEADER
                && (packet[offset] & 0xc0) == 0x80
                && RtpMux.isRtcp(packet, offset, length);
    }

    private static void checkRoom(byte[] packet, int offset, int length, int overhead) {
        if (offset < 0 || length < 0 || packet.length - offset - overhead < length) {
            throw new IllegalArgumentException(
                    "no room for " + length + "+" + overhead + " octets at " + offset + " of " + packet.length);
        }
    }
}
