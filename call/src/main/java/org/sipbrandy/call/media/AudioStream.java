package org.sipbrandy.call.media;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.audio.FramePacer;
import org.sipbrandy.audio.MediaClock;
import org.sipbrandy.audio.codec.Codec;
import org.sipbrandy.audio.event.TelephoneEvent;
import org.sipbrandy.audio.event.TelephoneEventReceiver;
import org.sipbrandy.audio.event.TelephoneEventSender;
import org.sipbrandy.audio.playout.Playout;
import org.sipbrandy.audio.playout.PlayoutLimits;
import org.sipbrandy.srtp.rtp.RtpPacket;
import org.sipbrandy.srtp.rtp.RtpStream;

/**
 * Speaks and listens: every 20 ms a frame from the source is encoded and sent, and a frame is decoded and played. What is
 * played begins with the first packet. Not thread-safe.
 *
 * <p>Whoever calls may be held up. That is no fault of the network's: frames are played at the time at which they were
 * due, and packets that may have waited for us are not taken for late.
 */
public final class AudioStream {
    private static final int FRAME_MILLIS = 20;
    private static final int DIGIT_MILLIS = 160;
    private static final long PROMPT_NANOS = 5_000_000;

    /** How long the source waits for the far end to be heard; it is silent then, or does not send at all. */
    private static final long PATIENCE_NANOS = 500_000_000;

    /** What was held up is sent soon, as the far end waits for it; it is played later, as the far end may have been held up too. */
    private static final int SPEAK_CATCH_UP = 4;

    private static final int HEAR_CATCH_UP = 2;

    /** A start in the cold is uneven, and a busy machine stands still for 100 ms now and then: patience costs less than a gap. */
    private static final PlayoutLimits LIMITS = new PlayoutLimits(20, 100, 400);

    private final AudioFormat format;
    private final Codec codec;
    private final Playout playout;
    private final FramePacer speaking;
    private final long started;
    private final RtpStream outgoing;
    private final TelephoneEventSender keysOut;
    private final TelephoneEventReceiver keysIn;
    private final AudioSource source;
    private final AudioSink sink;
    private final short[] frame;
    private @Nullable FramePacer hearing;
    private boolean begun;
    private boolean talking;
    private long skipped;

    /** Where packets go, and what is heard besides audio. */
    public interface Port {
        /** Sends an RTP packet of {@code length} octets; the array has room for the protection. */
        void send(byte[] packet, int length);

        /** A key of the far end was pressed and let go. */
        void digit(char digit, long durationNanos);
    }

    /** Starts at {@code now}. */
    public AudioStream(AudioFormat format, RtpStream outgoing, AudioSource source, AudioSink sink, long now) {
        this.format = format;
        this.codec = format.encoding().open(FRAME_MILLIS, format.remoteFmtp());
        this.playout = new Playout(format.encoding().open(FRAME_MILLIS, format.remoteFmtp()), FRAME_MILLIS, LIMITS);
        this.started = now;
        this.speaking = new FramePacer(now, FRAME_MILLIS, SPEAK_CATCH_UP);
        this.outgoing = outgoing;
        int clockRate = format.encoding().clockRate();
        this.keysOut = new TelephoneEventSender(new MediaClock(clockRate, now, outgoing.timestamp()));
        this.keysIn = new TelephoneEventReceiver(clockRate);
        this.source = source;
        this.sink = sink;
        this.frame = new short[codec.frameSamples()];
    }

    /** Presses a key (RFC 4733). */
    public void press(char digit, long now) {
        if (format.sendEventType().isEmpty()) {
            throw new IllegalStateException("the far end takes no telephone events");
        }
        keysOut.press(digit, DIGIT_MILLIS, now);
    }

    /** Whether the far end takes telephone events. */
    public boolean takesDigits() {
        return format.sendEventType().isPresent();
    }

    /** A packet that passed the gate. */
    public void receive(RtpPacket packet, long now) {
        if (!format.receive()) {
            return;
        }
        if (packet.payloadType() == format.receivePayloadType()) {
            var pacer = hearing;
            if (pacer == null) {
                pacer = new FramePacer(now, FRAME_MILLIS, HEAR_CATCH_UP);
                hearing = pacer;
            }
            boolean prompt = now - Math.min(speaking.due(), pacer.due()) < PROMPT_NANOS;
            playout.receive(packet.sequenceNumber(), packet.timestamp(), packet.payload(), now, prompt);
        } else if (format.receiveEventType().isPresent()
                && packet.payloadType() == format.receiveEventType().getAsInt()) {
            keysIn.receive(packet.timestamp(), packet.payload(), now);
        }
    }

    /** Sends and plays what is due. */
    public void timeout(long now, Port port) {
        keysOut.timeout(now);
        keysIn.timeout(now);
        if (!begun) {
            begun = mayBegin(now);
            speaking.catchUp(now);
        }
        if (speaking.take(now)) {
            // RFC 3550 §5.1: the timestamp is the clock's, also over what was never said.
            outgoing.advance((speaking.skipped() - skipped) * codec.frameTicks());
            skipped = speaking.skipped();
            speak(port);
        }
        var pacer = hearing;
        if (pacer != null && pacer.take(now)) {
            short[] heard = playout.pull(pacer.taken());
            if (playout.begun()) {
                sink.write(heard, codec.sampleRate());
            }
        }
        sendKeys(port);
        hearKeys(port);
    }

    private void speak(Port port) {
        Arrays.fill(frame, (short) 0);
        if (begun) {
            source.read(frame, codec.sampleRate());
        }
        // RFC 4733 §2.1: audio gives way to a key that is down, but the clock runs on.
        if (format.send() && !keysOut.active()) {
            byte[] payload = codec.encode(frame);
            if (payload.length > 0) {
                byte[] packet = room(payload.length);
                // RFC 3551 §4.1: the marker begins a talkspurt.
                port.send(packet, outgoing.write(packet, 0, !talking, format.sendPayloadType(), payload));
            }
            talking = payload.length > 0;
        } else {
            talking = false;
        }
        outgoing.advance(codec.frameTicks());
    }

    /**
     * A far end whose gate is still shut throws away what we say: our answer, which opens it, may be slower than our media. Silence
     * is sent until its own media show that it is open, so that the first word is not lost.
     */
    private boolean mayBegin(long now) {
        return hearing != null || !format.receive() || now - started >= PATIENCE_NANOS;
    }

    private void sendKeys(Port port) {
        TelephoneEventSender.@Nullable Packet key;
        while ((key = keysOut.poll()) != null) {
            byte[] packet = room(key.payload().length);
            int type = format.sendEventType().orElseThrow();
            port.send(packet, outgoing.write(packet, 0, key.marker(), type, key.timestamp(), key.payload()));
        }
    }

    private void hearKeys(Port port) {
        TelephoneEventReceiver.@Nullable Event event;
        while ((event = keysIn.poll()) != null) {
            if (event instanceof TelephoneEventReceiver.Released(int code, int millis)) {
                TelephoneEvent.digit(code).ifPresent(digit -> port.digit(digit, millis * 1_000_000L));
            }
        }
    }

    private static byte[] room(int payload) {
        return new byte[RtpPacket.HEADER_LENGTH + payload + MediaPath.PROTECTION_ROOM];
    }

    /** When {@link #timeout} wants to be called. */
    public long deadline() {
        var pacer = hearing;
        long audio = Math.min(speaking.deadline(), pacer == null ? Long.MAX_VALUE : pacer.deadline());
        return Math.min(audio, Math.min(keysOut.deadline(), keysIn.deadline()));
    }
}
