package org.sipbrandy.call.media;

import java.util.Set;
import org.sipbrandy.ice.IceEffect;
import org.sipbrandy.ice.TransportAddress;

/** What a {@link MediaPath} wants done or known. */
public sealed interface MediaEffect {
    /** Send this datagram from that local address; the array is the receiver's to keep. */
    record SendDatagram(TransportAddress local, TransportAddress remote, byte[] datagram) implements MediaEffect {}

    /** ICE found a pair, or a better one; with it came the far end's consent. {@code local} and {@code remote} are for people. */
    record PathFound(String local, String remote) implements MediaEffect {}

    /** Consent was confirmed again. */
    record ConsentFresh() implements MediaEffect {}

    /** Consent is gone: nothing is sent any more. */
    record ConsentGone(IceEffect.ConsentLoss why) implements MediaEffect {}

    /** ICE found no path, or lost the one it had. */
    record PathFailed(IceEffect.FailureReason why) implements MediaEffect {}

    /**
     * DTLS completed and SRTP is keyed; the gate is none the wider for it.
     *
     * @param fingerprints of the certificate that the far end showed, under each hash that we know
     */
    record Keyed(Set<String> fingerprints, String srtpProfile, String version) implements MediaEffect {}

    /** DTLS showed a certificate that is not expected, or a tls-id of another association. */
    record WrongCertificate(String detail) implements MediaEffect {}

    /** DTLS failed for another reason. */
    record KeyingFailed(String detail) implements MediaEffect {}

    /** The far end closed DTLS, authenticated (RFC 7675 §5.2). */
    record PeerClosed(int alert) implements MediaEffect {}

    /** An RTP packet came, authentic and let through by the gate; its bytes are the receiver's. */
    record RtpReceived(byte[] packet, int length) implements MediaEffect {}

    /** An RTCP packet came, authentic and let through by the gate. */
    record RtcpReceived(byte[] packet, int length) implements MediaEffect {}
}
