package org.sipbrandy.srtp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.srtp.rtp.RtpPacket;

/**
 * Authenticates and decrypts what the peer protects with one master key: SSRCs are learned from authentic packets, up to
 * a limit. Never throws for what a packet holds, and changes neither the packet nor its own state before the tag is
 * verified, so that a refused packet may be given to another receiver (RFC 5764 §5.2). Not thread-safe: one thread at a
 * time.
 */
public final class SrtpReceiver implements AutoCloseable {
    private final SrtpOptions options;
    private final SourceTable sources;
    private int[] localSources = {};
    private Transform transform;
    private @Nullable Transform former;
    private long formerUntil = Long.MAX_VALUE;
    private long rtpCount;
    private long rtcpCount;
    private int length;
    private boolean closed;

    /** Derives the session keys; the given keys may be wiped afterwards. */
    public SrtpReceiver(SrtpKeys keys, SrtpOptions options) {
        this.options = options;
        this.sources = new SourceTable(options.maxSources());
        this.transform = Transform.of(keys, options.provider());
    }

    /**
     * Turns the SRTP packet at {@code packet[offset .. offset+length)} into an RTP packet in place.
     *
     * @return {@code OK}, after which {@link #length()} is the new length; else the packet is as it was
     */
    public SrtpStatus unprotect(byte[] packet, int offset, int length) {
        if (closed) {
            return SrtpStatus.CLOSED;
        }
        if (!isRange(packet, offset, length)) {
            return SrtpStatus.MALFORMED;
        }
        int header = RtpPacket.headerLength(packet, offset, length);
        if (header < 0) {
            return SrtpStatus.MALFORMED;
        }
        int ssrc = Words.int32(packet, offset + 8);
        int sequenceNumber = Words.uint16(packet, offset + 2);
        Source source = sources.find(ssrc);
        if (source == null && refusesNew()) {
            return SrtpStatus.UNKNOWN_SOURCE;
        }
        long index = source == null ? sequenceNumber : source.index(sequenceNumber);
        if (rtpCount >= options.rtpLimit() || index >= Source.INDEX_END) {
            return SrtpStatus.KEY_LIMIT_REACHED;
        }
        if (index < 0 || source != null && !source.rtp.isFresh(index)) {
            return SrtpStatus.REPLAYED;
        }
        boolean collides = isLocal(ssrc);
        byte[] target = collides ? Arrays.copyOfRange(packet, offset, offset + length) : packet;
        int at = collides ? 0 : offset;
        int opened = transform.openRtp(target, at, header, length, ssrc, index);
        if (opened < 0 && former != null) {
            opened = former.openRtp(target, at, header, length, ssrc, index);
        }
        if (opened < 0) {
            return SrtpStatus.AUTHENTICATION_FAILED;
        }
        // RFC 3711 §3.3.1, §3.3.2: state moves for authentic packets only.
        if (source == null) {
            source = new Source(ssrc);
            sources.add(source);
        }
        source.rtp.mark(index);
        rtpCount++;
        if (collides) {
            return SrtpStatus.SSRC_COLLISION;
        }
        this.length = opened;
        return SrtpStatus.OK;
    }

    /**
     * Turns the SRTCP packet at {@code packet[offset .. offset+length)} into an RTCP packet in place.
     *
     * @return {@code OK}, after which {@link #length()} is the new length; else the packet is as it was
     */
    public SrtpStatus unprotectRtcp(byte[] packet, int offset, int length) {
        if (closed) {
            return SrtpStatus.CLOSED;
        }
        if (!isRange(packet, offset, length) || !SrtpSender.hasRtcpHeader(packet, offset, length)) {
            return SrtpStatus.MALFORMED;
        }
        if (rtcpCount >= options.rtcpLimit()) {
            return SrtpStatus.KEY_LIMIT_REACHED;
        }
        SrtpStatus status = openRtcp(transform, packet, offset, length);
        return switch (status) {
            case AUTHENTICATION_FAILED, MALFORMED, REPLAYED ->
                // With tags of another length the former keys find another index.
                former == null ? status : openRtcp(former, packet, offset, length);
            case OK, UNKNOWN_SOURCE, SSRC_COLLISION, NOT_ENCRYPTED, INDEX_REUSED, KEY_LIMIT_REACHED, CLOSED -> status;
        };
    }

    private SrtpStatus openRtcp(Transform keys, byte[] packet, int offset, int length) {
        if (length < keys.minimumRtcp()) {
            return SrtpStatus.MALFORMED;
        }
        int ssrc = Words.int32(packet, offset + 4);
        Source source = sources.find(ssrc);
        if (source == null && refusesNew()) {
            return SrtpStatus.UNKNOWN_SOURCE;
        }
        int word = keys.rtcpWord(packet, offset, length);
        boolean encrypted = (word & Transform.ENCRYPTED) != 0;
        int index = word & ~Transform.ENCRYPTED;
        if (source != null && !source.rtcp.isFresh(index)) {
            return SrtpStatus.REPLAYED;
        }
        boolean refused = isLocal(ssrc) || !encrypted && !options.unencryptedRtcp();
        byte[] target = refused ? Arrays.copyOfRange(packet, offset, offset + length) : packet;
        int opened = keys.openRtcp(target, refused ? 0 : offset, length, ssrc, word);
        if (opened < 0) {
            return SrtpStatus.AUTHENTICATION_FAILED;
        }
        if (source == null) {
            source = new Source(ssrc);
            sources.add(source);
        }
        source.rtcp.mark(index);
        rtcpCount++;
        if (refused) {
            return isLocal(ssrc) ? SrtpStatus.SSRC_COLLISION : SrtpStatus.NOT_ENCRYPTED;
        }
        this.length = opened;
        return SrtpStatus.OK;
    }

    /** The length of the packet that was unprotected last. */
    public int length() {
        return length;
    }

    /** Names an SSRC of our own: an authentic packet with it is an {@link SrtpStatus#SSRC_COLLISION}. */
    public void addLocalSource(int ssrc) {
        removeLocalSource(ssrc);
        localSources = Arrays.copyOf(localSources, localSources.length + 1);
        localSources[localSources.length - 1] = ssrc;
    }

    /** Forgets an SSRC of our own. */
    public void removeLocalSource(int ssrc) {
        localSources =
                Arrays.stream(localSources).filter(local -> local != ssrc).toArray();
    }

    /**
     * Admits an SSRC before its first packet.
     *
     * @return false if the limit of sources is reached
     */
    public boolean addSource(int ssrc) {
        if (sources.find(ssrc) != null) {
            return true;
        }
        if (sources.isFull()) {
            return false;
        }
        sources.add(new Source(ssrc));
        return true;
    }

    /** How many SSRCs have a context. */
    public int sourceCount() {
        return sources.count();
    }

    /**
     * Takes new master keys; packets under the former ones are accepted until {@code now + keepNanos} (RFC 5764 §5.2).
     * Indices run on (RFC 3711 §3.3.1).
     *
     * @param now monotonic nanoseconds
     */
    public void rekey(SrtpKeys keys, long now, long keepNanos) {
        if (closed) {
            throw new IllegalStateException("context is closed");
        }
        Transform next = Transform.of(keys, options.provider());
        forgetFormer();
        former = transform;
        formerUntil = now + keepNanos;
        transform = next;
        rtpCount = 0;
        rtcpCount = 0;
        timeout(now);
    }

    /** When {@link #timeout} wants to be called, {@code Long.MAX_VALUE} for never. */
    public long deadline() {
        return former == null ? Long.MAX_VALUE : formerUntil;
    }

    /** Wipes former keys whose time is over. */
    public void timeout(long now) {
        if (former != null && now - formerUntil >= 0) {
            forgetFormer();
        }
    }

    private void forgetFormer() {
        if (former != null) {
            former.wipe();
            former = null;
        }
    }

    /** Wipes the session keys. */
    @Override
    public void close() {
        closed = true;
        transform.wipe();
        forgetFormer();
    }

    private boolean refusesNew() {
        return !options.learnSources() || sources.isFull();
    }

    private boolean isLocal(int ssrc) {
        for (int local : localSources) {
            if (local == ssrc) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRange(byte[] packet, int offset, int length) {
        return offset >= 0 && length >= 0 && length <= RtpPacket.MAX_LENGTH && length <= packet.length - offset;
    }
}
