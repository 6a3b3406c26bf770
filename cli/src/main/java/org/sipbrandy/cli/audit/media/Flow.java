package org.sipbrandy.cli.audit.media;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.cli.audit.capture.Packet;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.ice.TransportAddress;

/**
 * What passed between two endpoints on a port of media, told apart by RFC 7983. The endpoint that sorts first is called
 * the lower one. Bounded. Not thread-safe.
 */
public final class Flow {
    private static final int MAX_STREAMS = 64;

    private final TransportAddress lower;
    private final TransportAddress upper;
    private final CheckWatch checks = new CheckWatch();
    private final HandshakeWatch handshakes = new HandshakeWatch();
    private final List<RtpStream> streams = new ArrayList<>();

    Flow(TransportAddress lower, TransportAddress upper) {
        this.lower = lower;
        this.upper = upper;
    }

    void add(Packet.Datagram datagram) {
        boolean fromLower = datagram.from().equals(lower);
        byte[] octets = datagram.payload();
        switch (PacketKind.of(octets)) {
            case STUN -> checks.add(octets, fromLower, datagram.time());
            case DTLS -> handshakes.add(octets, fromLower, datagram.time());
            case RTP -> rtp(octets, fromLower, datagram.time());
            case RTCP, ZRTP, TURN_CHANNEL, UNKNOWN -> {}
        }
    }

    private void rtp(byte[] octets, boolean fromLower, Instant time) {
        int header = RtpStream.header(octets);
        if (header < 0) {
            return;
        }
        long ssrc = Bytes.uint32(octets, 8);
        for (int i = streams.size() - 1; i >= 0; i--) {
            var one = streams.get(i);
            if (one.lowerSends() == fromLower && one.ssrc() == ssrc) {
                one.add(octets, header, time, checks.consentAge(fromLower, time));
                return;
            }
        }
        if (streams.size() >= MAX_STREAMS) {
            streams.removeIf(one -> !one.plausible());
        }
        if (streams.size() < MAX_STREAMS) {
            var fresh = new RtpStream(fromLower, ssrc, time);
            fresh.add(octets, header, time, checks.consentAge(fromLower, time));
            streams.add(fresh);
        }
    }

    public TransportAddress lower() {
        return lower;
    }

    public TransportAddress upper() {
        return upper;
    }

    public List<Checks> checks() {
        return checks.all();
    }

    public List<Handshake> handshakes() {
        return handshakes.all();
    }

    /** The sources of what is RTP, protected or not. */
    public List<RtpStream> streams() {
        return streams.stream().filter(RtpStream::plausible).toList();
    }

    /** Whether it is media, as far as can be told. */
    public boolean isMedia() {
        return !checks.all().isEmpty()
                || !handshakes.all().isEmpty()
                || !streams().isEmpty();
    }
}
