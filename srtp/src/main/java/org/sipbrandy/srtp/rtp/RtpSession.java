package org.sipbrandy.srtp.rtp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.srtp.rtcp.Bye;
import org.sipbrandy.srtp.rtcp.NtpTime;
import org.sipbrandy.srtp.rtcp.RawRtcp;
import org.sipbrandy.srtp.rtcp.ReceiverReport;
import org.sipbrandy.srtp.rtcp.ReportBlock;
import org.sipbrandy.srtp.rtcp.RtcpCompound;
import org.sipbrandy.srtp.rtcp.RtcpPacket;
import org.sipbrandy.srtp.rtcp.SenderReport;
import org.sipbrandy.srtp.rtcp.SourceDescription;

/**
 * One participant's side of an RTP session: counts what is sent and received, builds our reports and reads those of the
 * peers. After an SSRC collision: {@link #bye}, then a new session with a new SSRC (RFC 3550 §8.2). Not thread-safe.
 */
public final class RtpSession {
    /** Sources kept at most; packets of further ones are not counted. */
    public static final int MAX_SOURCES = 64;

    private static final int MAX_BLOCKS = 31;
    private static final long SECOND = 1_000_000_000L;
    private static final long UINT32 = 0xffff_ffffL;

    private final int ssrc;
    private final int clockRate;
    private final String cname;
    private final Map<Integer, Heard> sources = new LinkedHashMap<>();
    private long receivedBefore;
    private long lostBefore;
    private long jitterBefore;
    private final SentReports sentReports = new SentReports();

    private long packetsSent;
    private long octetsSent;
    private long lastTimestamp;
    private long lastSentAt;
    /** Packets sent up to the last report, and up to the one before. */
    private long sentAtLast;

    private long sentAtSecondLast;
    private OptionalLong roundTrip = OptionalLong.empty();
    private OptionalDouble remoteFractionLost = OptionalDouble.empty();
    private OptionalLong remoteJitter = OptionalLong.empty();

    /**
     * @param clockRate of all timestamps, in Hz
     * @param cname ours, at most 255 octets of UTF-8
     */
    public RtpSession(int ssrc, int clockRate, String cname) {
        if (clockRate < 1) {
            throw new IllegalArgumentException("clockRate: " + clockRate);
        }
        this.ssrc = ssrc;
        this.clockRate = clockRate;
        this.cname = cname;
    }

    /** Counts an RTP packet that was sent. */
    public void sent(RtpPacket packet, long now) {
        packetsSent++;
        octetsSent += packet.payloadLength();
        lastTimestamp = packet.timestamp();
        lastSentAt = now;
    }

    /** Counts an RTP packet that was received (and authenticated). */
    public SequenceVerdict received(RtpPacket packet, long now) {
        Heard heard = heard(packet.ssrc());
        if (heard == null) {
            return SequenceVerdict.PROBATION;
        }
        heard.news = true;
        heard.lastHeard = now;
        return heard.source.received(packet.sequenceNumber(), packet.timestamp(), now);
    }

    /** Takes in what the peers report. */
    public void received(RtcpCompound compound, long now) {
        for (RtcpPacket packet : compound.packets()) {
            switch (packet) {
                case SenderReport sr -> {
                    Heard heard = heard(sr.ssrc(), now);
                    if (heard != null) {
                        heard.source.received(sr, now);
                    }
                    sr.reports().forEach(block -> received(block, now));
                }
                case ReceiverReport rr -> {
                    heard(rr.ssrc(), now);
                    rr.reports().forEach(block -> received(block, now));
                }
                case Bye bye -> bye.sources().forEach(this::left);
                case SourceDescription _, RawRtcp _ -> {}
            }
        }
    }

    /** What was heard of somebody stays counted when they leave. */
    private void left(int source) {
        var heard = sources.remove(source);
        if (heard != null) {
            receivedBefore += heard.source.packetsReceived();
            lostBefore += Math.max(0, heard.source.packetsLost());
            jitterBefore = heard.source.jitterNanos();
        }
    }

    private void received(ReportBlock block, long now) {
        if (block.ssrc() != ssrc) {
            return;
        }
        remoteFractionLost = OptionalDouble.of(block.fractionLost() / 256.0);
        remoteJitter = OptionalLong.of(nanos(block.jitter()));
        OptionalLong measured = sentReports.roundTrip(block, now);
        if (measured.isPresent()) {
            roundTrip = measured;
        }
    }

    private @Nullable Heard heard(int source, long now) {
        Heard heard = heard(source);
        if (heard != null) {
            heard.lastHeard = now;
        }
        return heard;
    }

    private @Nullable Heard heard(int source) {
        Heard heard = sources.get(source);
        if (heard == null && source != ssrc && sources.size() < MAX_SOURCES) {
            heard = new Heard(new RtpSource(source, clockRate));
            sources.put(source, heard);
        }
        return heard;
    }

    /** Builds SR (if we sent) or RR with the sources heard since the last one, and SDES with our CNAME. */
    public RtcpCompound report(Instant wallClock, long now) {
        return new RtcpCompound(reportPackets(wallClock, now));
    }

    /** As {@link #report}, with a BYE at the end (RFC 3550 §6.1, §6.6). */
    public RtcpCompound bye(Optional<String> reason, Instant wallClock, long now) {
        List<RtcpPacket> packets = reportPackets(wallClock, now);
        packets.add(new Bye(List.of(ssrc), reason));
        return new RtcpCompound(packets);
    }

    private List<RtcpPacket> reportPackets(Instant wallClock, long now) {
        List<ReportBlock> blocks = new ArrayList<>();
        for (Heard heard : sources.values()) {
            if (heard.news && heard.source.isValid() && blocks.size() < MAX_BLOCKS) {
                blocks.add(heard.source.report(now));
                heard.news = false;
            }
        }
        List<RtcpPacket> packets = new ArrayList<>(3);
        if (isSending()) {
            long ntpTime = NtpTime.of(wallClock);
            sentReports.sent(ntpTime, now);
            packets.add(new SenderReport(
                    ssrc, ntpTime, timestampAt(now), packetsSent & UINT32, octetsSent & UINT32, blocks));
        } else {
            packets.add(new ReceiverReport(ssrc, blocks));
        }
        packets.add(SourceDescription.ofCname(ssrc, cname));
        sentAtSecondLast = sentAtLast;
        sentAtLast = packetsSent;
        return packets;
    }

    /** The RTP timestamp of the instant of a report (RFC 3550 §6.4.1): the last one sent, carried on. */
    private long timestampAt(long now) {
        long since = Math.max(0, now - lastSentAt);
        long units = since / SECOND * clockRate + since % SECOND * clockRate / SECOND;
        return lastTimestamp + units & UINT32;
    }

    /** Whether we sent RTP since the last report but one (RFC 3550 §6.3, we_sent). */
    public boolean isSending() {
        return packetsSent > sentAtSecondLast;
    }

    /** Participants known, ourselves included. */
    public int memberCount() {
        return 1 + sources.size();
    }

    /** Participants that send RTP, as far as heard since the last report; ourselves included. */
    public int senderCount() {
        int senders = isSending() ? 1 : 0;
        for (Heard heard : sources.values()) {
            if (heard.news) {
                senders++;
            }
        }
        return senders;
    }

    /** Forgets the participants not heard for so long: five report intervals, says RFC 3550 §6.3.5. */
    public void forgetSilent(long now, long nanos) {
        sources.entrySet().stream()
                .filter(it -> now - it.getValue().lastHeard > nanos)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::left);
    }

    /** The figures as they are. */
    public RtpSessionStatistics statistics() {
        long received = receivedBefore;
        long lost = lostBefore;
        long jitter = sources.isEmpty() ? jitterBefore : 0;
        for (Heard heard : sources.values()) {
            received += heard.source.packetsReceived();
            lost += Math.max(0, heard.source.packetsLost());
            jitter = Math.max(jitter, heard.source.jitterNanos());
        }
        return new RtpSessionStatistics(
                packetsSent, octetsSent, received, lost, jitter, roundTrip, remoteFractionLost, remoteJitter);
    }

    /** The participants that are heard, in the order in which they came. */
    public Collection<RtpSource> sources() {
        List<RtpSource> list = new ArrayList<>(sources.size());
        sources.values().forEach(heard -> list.add(heard.source));
        return Collections.unmodifiableList(list);
    }

    private long nanos(long units) {
        return units * SECOND / clockRate;
    }

    private static final class Heard {
        private final RtpSource source;
        private boolean news;
        private long lastHeard;

        Heard(RtpSource source) {
            this.source = source;
        }
    }
}
