package org.sipbrandy.call.description;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.ShortTermCredential;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Setup;

/**
 * Our end of one stream, as a description states it.
 *
 * @param media as in {@code m=}
 * @param mid {@code a=mid}; empty in an answer to an offer without it (RFC 5888 §9.1)
 * @param formats offered, or chosen for the answer
 * @param direction what we do
 * @param setup our side of DTLS
 * @param credential our ICE credentials
 * @param candidates all of them, best first; not empty
 * @param defaultAddress for {@code c=} and {@code m=}: one of the candidates
 * @param nominatedRemote for {@code a=remote-candidates}: in offers of the controlling side only (RFC 8839 §5.2)
 * @param tlsId {@code a=tls-id}; empty if the far end offered none (RFC 8842 §5.3)
 * @param muxOnly whether to say that RTCP has no port of its own: in offers only (RFC 8858 §4.3)
 */
public record LocalStream(
        String media,
        Optional<String> mid,
        List<PayloadFormat> formats,
        Direction direction,
        Setup setup,
        ShortTermCredential credential,
        List<Candidate> candidates,
        TransportAddress defaultAddress,
        Optional<TransportAddress> nominatedRemote,
        Optional<String> tlsId,
        boolean muxOnly) {
    public LocalStream {
        formats = List.copyOf(formats);
        candidates = List.copyOf(candidates);
    }
}
