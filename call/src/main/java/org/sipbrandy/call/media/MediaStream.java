package org.sipbrandy.call.media;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.srtp.rtp.RtpPacket;

/**
 * One stream of a call: its path, its RTP session, and whoever speaks on it: our own audio or the application. Not
 * thread-safe.
 */
public final class MediaStream {
    /** A second of audio. */
    private static final int MAX_EARLY = 50;

    private final Deque<Early> early = new ArrayDeque<>();
    private final MediaPath path;
    private final MediaSettings settings;
    private final LongFunction<Instant> wallClock;
    private final String cname;
    private @Nullable RtpChannel rtp;
    private @Nullable AudioStream audio;
    private @Nullable AudioFormat spoken;
    private @Nullable RtpTap tap;
    private Direction direction = Direction.SENDRECV;
    private StreamStatistics former = StreamStatistics.NONE;
    private boolean mediaSeen;
    private boolean closed;

    /** A packet that passed the gate before anybody listened: where media is quicker than signalling, it overtakes the ACK. */
    private record Early(MediaEffect.RtpReceived packet, long at) {}

    /** What a stream tells the call. */
    public interface Owner {
        /** A key of the far end. */
        void digit(char digit, long durationNanos);

        /** The first protected packet passed the gate, in either direction. */
        void mediaFlows();
    }

    /**
     * @param wallClock turns the monotonic time of the call into the time of day, for RTCP
     * @param cname random, the same for all streams of a call (RFC 7022)
     */
    public MediaStream(MediaPath path, MediaSettings settings, LongFunction<Instant> wallClock, String cname) {
        this.path = path;
        this.settings = settings;
        this.wallClock = wallClock;
        this.cname = cname;
    }

    public MediaPath path() {
        return path;
    }

    /** What offer and answer let flow, seen by us. */
    public void direct(Direction agreed) {
        direction = agreed;
    }

    /** Begins to speak and to listen with our own codecs, or goes on with another one. */
    public void startAudio(AudioFormat format, AudioSource source, AudioSink sink, long now) {
        if (format.equals(spoken)) {
            return;
        }
        spoken = format;
        var channel = channel(format.encoding().clockRate(), now);
        channel.start(now);
        audio = new AudioStream(format, channel.outgoing(), source, sink, now);
    }

    /** Gives RTP payloads to the application and takes its own. */
    public void startTap(int clockRate, RtpTap receiver, long now) {
        channel(clockRate, now).start(now);
        tap = receiver;
    }

    /** Whether {@link #startAudio} or {@link #startTap} was called. */
    public boolean started() {
        return audio != null || tap != null;
    }

    private RtpChannel channel(int clockRate, long now) {
        var existing = rtp;
        if (existing != null && existing.clockRate() != clockRate) {
            // RFC 7160 §4.1: another clock rate is another source
            existing.bye(now);
            former = former.plus(figures(existing));
            existing = null;
        }
        if (existing == null) {
            existing = new RtpChannel(path, clockRate, settings, wallClock, cname);
            rtp = existing;
        }
        return existing;
    }

    /** Sends a payload of the application's. */
    public boolean send(int payloadType, boolean marker, long timestamp, byte[] payload, Owner owner, long now) {
        var channel = rtp;
        if (channel == null || closed || !direction.sends()) {
            return false;
        }
        byte[] packet = new byte[RtpPacket.HEADER_LENGTH + payload.length + MediaPath.PROTECTION_ROOM];
        int length = channel.outgoing().write(packet, 0, marker, payloadType, timestamp, payload);
        return send(channel, packet, length, owner, now);
    }

    private boolean send(RtpChannel channel, byte[] packet, int length, Owner owner, long now) {
        boolean passed = channel.send(packet, length, now);
        if (passed) {
            seen(owner);
        }
        return passed;
    }

    private void seen(Owner owner) {
        if (!mediaSeen) {
            mediaSeen = true;
            owner.mediaFlows();
        }
    }

    /** Presses a key; false if the far end takes none or nothing runs. */
    public boolean press(char digit, long now) {
        var speaking = audio;
        if (speaking == null || !speaking.takesDigits()) {
            return false;
        }
        speaking.press(digit, now);
        return true;
    }

    /** A packet that {@link MediaPath} let through. */
    public void received(MediaEffect.RtpReceived it, Owner owner, long now) {
        var channel = rtp;
        if (channel == null) {
            if (early.size() < MAX_EARLY) {
                early.add(new Early(it, now));
            }
            return;
        }
        heardEarly(owner);
        heard(channel, it, owner, now);
    }

    /** First words are heard as they came. */
    private void heardEarly(Owner owner) {
        var channel = rtp;
        while (channel != null && !early.isEmpty()) {
            var first = early.remove();
            heard(channel, first.packet(), owner, first.at());
        }
    }

    private void heard(RtpChannel channel, MediaEffect.RtpReceived it, Owner owner, long now) {
        var packet = channel.received(it.packet(), it.length(), now);
        if (packet == null) {
            return;
        }
        seen(owner);
        if (!direction.receives()) {
            return;
        }
        var listening = audio;
        if (listening != null) {
            listening.receive(packet, now);
        }
        var application = tap;
        if (application != null) {
            application.receive(
                    packet.payloadType(),
                    packet.marker(),
                    packet.sequenceNumber(),
                    packet.timestamp(),
                    packet.payload());
        }
    }

    /** As above, for RTCP. */
    public void received(MediaEffect.RtcpReceived it, long now) {
        var channel = rtp;
        if (channel != null) {
            channel.receivedRtcp(it.packet(), it.length(), now);
        }
    }

    /** Does what is due. */
    public void timeout(Owner owner, long now) {
        if (closed) {
            return;
        }
        path.timeout(now);
        heardEarly(owner);
        var channel = rtp;
        var speaking = audio;
        if (channel != null) {
            channel.timeout(now);
            if (speaking != null) {
                speaking.timeout(now, new AudioStream.Port() {
                    @Override
                    public void send(byte[] packet, int length) {
                        MediaStream.this.send(channel, packet, length, owner, now);
                    }

                    @Override
                    public void digit(char digit, long durationNanos) {
                        owner.digit(digit, durationNanos);
                    }
                });
            }
        }
    }

    /** When {@link #timeout} wants to be called. */
    public long deadline() {
        if (closed) {
            return Long.MAX_VALUE;
        }
        var channel = rtp;
        var speaking = audio;
        return Math.min(
                path.deadline(),
                Math.min(
                        channel == null ? Long.MAX_VALUE : channel.deadline(),
                        speaking == null ? Long.MAX_VALUE : speaking.deadline()));
    }

    /** Says goodbye in RTCP and DTLS and wipes the keys; what is still to be sent waits in {@link MediaPath#poll}. */
    public void close(long now) {
        if (closed) {
            return;
        }
        closed = true;
        early.clear();
        var channel = rtp;
        if (channel != null) {
            channel.bye(now);
        }
        path.close(now);
    }

    /** The figures so far. */
    public StreamStatistics statistics(long now) {
        var channel = rtp;
        var counted = channel == null ? former : former.plus(figures(channel));
        return counted.with(path.authenticationFailures(), path.replays(), path.consentAgeNanos(now));
    }

    private static StreamStatistics figures(RtpChannel channel) {
        var counted = channel.statistics();
        return new StreamStatistics(
                counted.packetsSent(),
                counted.packetsReceived(),
                counted.packetsLost(),
                counted.jitterNanos(),
                counted.roundTripNanos(),
                0,
                0,
                OptionalLong.empty());
    }
}
