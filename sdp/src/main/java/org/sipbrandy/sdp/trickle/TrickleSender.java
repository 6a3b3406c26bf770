package org.sipbrandy.sdp.trickle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.AttributeHolder;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.SdpFragment;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CandidateAttribute;
import org.sipbrandy.sdp.attribute.Flag;
import org.sipbrandy.sdp.attribute.IceCredentials;
import org.sipbrandy.sdp.attribute.Mid;

/**
 * All candidates that we have told the peer under one pair of ICE credentials, in the order in which we did (RFC 8840
 * §4.4): each fragment repeats them and adds the new ones at the end. Made anew after an ICE restart. Not thread-safe.
 */
public final class TrickleSender {
    private final List<Attribute> sessionCredentials;
    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private boolean ended;

    private static final class Stream {
        private final MediaDescription described;
        private final List<CandidateAttribute> candidates = new ArrayList<>();

        private Stream(MediaDescription described) {
            this.described = described;
        }
    }

    /** @param local what we sent in the offer or answer; its accepted streams with {@code mid} can be trickled */
    public TrickleSender(SessionDescription local) {
        sessionCredentials = credentials(local);
        for (MediaDescription media : local.media()) {
            Optional<Mid> mid = media.mid();
            if (mid.isPresent() && !media.isRejected()) {
                var stream = new Stream(media);
                stream.candidates.addAll(media.candidates());
                streams.put(mid.get().value(), stream);
            }
        }
    }

    /**
     * Notes a new local candidate.
     *
     * @return false if it was told before, or the stream is unknown
     * @throws IllegalStateException after {@link #end} (RFC 8838 §13)
     */
    public boolean add(String mid, CandidateAttribute candidate) {
        if (ended) {
            throw new IllegalStateException("end-of-candidates was signalled");
        }
        Stream stream = streams.get(mid);
        if (stream == null || stream.candidates.stream().anyMatch(candidate::sameTransportAddress)) {
            return false;
        }
        stream.candidates.add(candidate);
        return true;
    }

    /** No more candidates will come. */
    public void end() {
        ended = true;
    }

    public boolean ended() {
        return ended;
    }

    /** What the stream's description in the next offer or answer has to list (RFC 8840 §4.2). */
    public List<CandidateAttribute> candidates(String mid) {
        Stream stream = streams.get(mid);
        return stream == null ? List.of() : List.copyOf(stream.candidates);
    }

    /** The body of the next INFO. */
    public SdpFragment fragment() {
        List<Attribute> session = new ArrayList<>(sessionCredentials);
        if (ended) {
            // RFC 8840 §4.4: at session level it ends all trickling.
            session.add(Flag.END_OF_CANDIDATES.toAttribute());
        }
        List<MediaDescription> media = new ArrayList<>();
        for (Map.Entry<String, Stream> entry : streams.entrySet()) {
            MediaDescription described = entry.getValue().described;
            List<Attribute> lines = new ArrayList<>(credentials(described));
            // RFC 8840 §4.4: mid immediately precedes the candidates.
            lines.add(new Mid(entry.getKey()).toAttribute());
            entry.getValue().candidates.forEach(c -> lines.add(c.toAttribute()));
            media.add(pseudo(described).withAttributes(lines));
        }
        return new SdpFragment(session, media);
    }

    private static MediaDescription pseudo(MediaDescription described) {
        return new MediaDescription(
                described.media(),
                described.port(),
                1,
                described.protocol(),
                described.formats(),
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                List.of());
    }

    /** RFC 8840 §4.4: at the same level as in the offer or answer. */
    private static List<Attribute> credentials(AttributeHolder level) {
        return level.attributes().stream()
                .filter(a -> a.is(IceCredentials.UFRAG) || a.is(IceCredentials.PWD))
                .toList();
    }
}
