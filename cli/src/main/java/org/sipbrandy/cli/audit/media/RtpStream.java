package org.sipbrandy.cli.audit.media;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One source of RTP on a path. Not thread-safe. */
public final class RtpStream {
    /** RFC 7675 §5.1. */
    private static final Duration CONSENT = Duration.ofSeconds(30);

    private static final int HEADER = 12;

    private final boolean lowerSends;
    private final long ssrc;
    private final RtpLook look = new RtpLook();
    private final Instant first;
    private Instant last;
    private long packets;
    private long inOrder;
    private int sequence = -1;
    private long timestamp;
    private long afterConsent;
    private Optional<Duration> oldestConsent = Optional.empty();

    RtpStream(boolean lowerSends, long ssrc, Instant first) {
        this.lowerSends = lowerSends;
        this.ssrc = ssrc;
        this.first = first;
        this.last = first;
    }

    /** RFC 3550 §5.1, §5.3.1: the length of the headers; -1 if the packet is too short for them. */
    static int header(byte[] packet) {
        if (packet.length < HEADER) {
            return -1;
        }
        int length = HEADER + 4 * (packet[0] & 0x0f);
        if ((packet[0] & 0x10) != 0) {
            if (packet.length < length + 4) {
                return -1;
            }
            length += 4 + 4 * Bytes.uint16(packet, length + 2);
        }
        return packet.length < length ? -1 : length;
    }

    void add(byte[] packet, int header, Instant time, Optional<Duration> consentAge) {
        int number = Bytes.uint16(packet, 2);
        long stamp = Bytes.uint32(packet, 4);
        boolean next = sequence >= 0 && number == (sequence + 1 & 0xffff);
        if (next) {
            inOrder++;
        }
        long step = next ? stamp - timestamp & 0xffff_ffffL : 0;
        look.add(packet[1] & 0x7f, packet, header, packet.length - header, step);
        sequence = number;
        timestamp = stamp;
        packets++;
        last = time;
        if (consentAge.isPresent()) {
            var age = consentAge.get();
            if (age.compareTo(CONSENT) > 0) {
                afterConsent++;
            }
            oldestConsent = oldestConsent.filter(old -> old.compareTo(age) >= 0).or(() -> consentAge);
        }
    }

    /** Whether it is RTP and not something else with the same first bits. */
    public boolean plausible() {
        return packets >= 3 && inOrder * 2 >= packets;
    }

    public boolean lowerSends() {
        return lowerSends;
    }

    public long ssrc() {
        return ssrc;
    }

    public long packets() {
        return packets;
    }

    public Instant first() {
        return first;
    }

    public Instant last() {
        return last;
    }

    /** Whether it looks like RTP that nothing protects. */
    public boolean looksPlain() {
        return look.kind() == RtpLook.Kind.PLAIN;
    }

    /** Whether it looks like SRTP. */
    public boolean looksProtected() {
        return look.kind() == RtpLook.Kind.PROTECTED;
    }

    /** How many packets left more than thirty seconds after the other side's last answer to a check. */
    public long afterConsent() {
        return afterConsent;
    }

    /** The longest time since such an answer when a packet left; empty if there never was one. */
    public Optional<Duration> oldestConsent() {
        return oldestConsent;
    }
}
