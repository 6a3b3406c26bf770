package org.sipbrandy.call.media;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.srtp.rtcp.MalformedRtcpException;
import org.sipbrandy.srtp.rtcp.RtcpCompound;
import org.sipbrandy.srtp.rtcp.RtcpScheduler;
import org.sipbrandy.srtp.rtcp.RtcpTiming;
import org.sipbrandy.srtp.rtp.MalformedRtpException;
import org.sipbrandy.srtp.rtp.RtpPacket;
import org.sipbrandy.srtp.rtp.RtpSession;
import org.sipbrandy.srtp.rtp.RtpSessionStatistics;
import org.sipbrandy.srtp.rtp.RtpStream;

/** RTP and RTCP of one stream over one path: numbers what is sent, counts what comes, reports on both. Not thread-safe. */
final class RtpChannel {
    /** Of one Opus or G.711 call with its overhead; bounds the share of RTCP (RFC 3550 §6.2). */
    private static final int SESSION_BANDWIDTH = 100_000;

    private static final int UDP_AND_IP = 28;
    private static final int RTCP_ROOM = 1500;

    private final MediaPath path;
    private final int clockRate;
    private final RtpStream outgoing;
    private final RtpSession session;
    private final LongFunction<Instant> wallClock;
    private final MediaSettings settings;
    private @Nullable RtcpScheduler scheduler;
    private boolean sent;

    RtpChannel(MediaPath path, int clockRate, MediaSettings settings, LongFunction<Instant> wallClock, String cname) {
        this.path = path;
        this.clockRate = clockRate;
        this.settings = settings;
        this.wallClock = wallClock;
        int ssrc = settings.random().nextInt();
        this.outgoing = new RtpStream(ssrc, settings.random());
        this.session = new RtpSession(ssrc, clockRate, cname);
        path.localSource(ssrc);
    }

    int clockRate() {
        return clockRate;
    }

    RtpStream outgoing() {
        return outgoing;
    }

    /** Begins to report. */
    void start(long now) {
        if (scheduler == null) {
            scheduler = new RtcpScheduler(RtcpTiming.reduced(SESSION_BANDWIDTH), settings.random(), now);
        }
    }

    /** Sends an RTP packet if the gate is open; what the gate holds back is not counted as sent. */
    boolean send(byte[] packet, int length, long now) {
        var plain = RtpPacket.parse(packet.clone(), 0, length);
        if (!path.sendRtp(packet, length, now)) {
            return false;
        }
        session.sent(plain, now);
        sent = true;
        return true;
    }

    /** An authentic RTP packet, or null if it is not well-formed or does not count. */
    @Nullable
    RtpPacket received(byte[] packet, int length, long now) {
        try {
            var parsed = RtpPacket.parse(packet, 0, length);
            session.received(parsed, now);
            return parsed;
        } catch (MalformedRtpException _) {
            return null; // authentic but malformed: the far end's fault, and one packet's loss
        }
    }

    void receivedRtcp(byte[] packet, int length, long now) {
        try {
            session.received(RtcpCompound.parse(packet, 0, length), now);
            var running = scheduler;
            if (running != null) {
                running.packet(length + UDP_AND_IP);
            }
        } catch (MalformedRtcpException _) {
            // as above
        }
    }

    void timeout(long now) {
        var running = scheduler;
        if (running == null || now < running.deadline()) {
            return;
        }
        int members = 1 + session.sources().size();
        running.members(members, (sent ? 1 : 0) + session.sources().size(), now);
        running.sending(sent);
        if (running.timeout(now)) {
            running.packet(report(session.report(wallClock.apply(now), now), now) + UDP_AND_IP);
        }
    }

    /** Says goodbye (RFC 3550 §6.3.7). */
    void bye(long now) {
        if (scheduler != null) {
            report(session.bye(Optional.empty(), wallClock.apply(now), now), now);
        }
        scheduler = null;
    }

    private int report(RtcpCompound compound, long now) {
        byte[] bytes = compound.toBytes();
        if (bytes.length <= RTCP_ROOM) {
            path.sendRtcp(Arrays.copyOf(bytes, bytes.length + MediaPath.PROTECTION_ROOM), bytes.length, now);
        }
        return bytes.length;
    }

    long deadline() {
        var running = scheduler;
        return running == null ? Long.MAX_VALUE : running.deadline();
    }

    RtpSessionStatistics statistics() {
        return session.statistics();
    }
}
