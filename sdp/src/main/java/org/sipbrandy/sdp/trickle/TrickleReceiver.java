package org.sipbrandy.sdp.trickle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.SdpFragment;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CandidateAttribute;
import org.sipbrandy.sdp.attribute.Flag;
import org.sipbrandy.sdp.attribute.IceCredentials;
import org.sipbrandy.sdp.attribute.Mid;

/**
 * The peer's candidates under one pair of ICE credentials: tells the new ones of each fragment from those that came
 * before (RFC 8840 §4.4). Made anew after an ICE restart. Not thread-safe.
 */
public final class TrickleReceiver {
    private static final int MAX_CANDIDATES = 256;

    private final Map<String, IceCredentials> expected = new HashMap<>();
    private final Map<String, List<CandidateAttribute>> known = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    /** What a fragment brought. */
    public sealed interface Outcome {
        /** Of the current generation; perhaps without anything new. */
        record Taken(List<Update> updates) implements Outcome {
            public Taken {
                updates = List.copyOf(updates);
            }
        }

        /** Of other credentials, or without: answered with 200, no effect (RFC 8840 §4.4). */
        record Discarded() implements Outcome {}
    }

    /**
     * What is new for one stream.
     *
     * @param candidates usable ones only, in the order of the text
     * @param end whether no more will come
     */
    public record Update(String mid, List<CandidateAttribute> candidates, boolean end) {
        public Update {
            candidates = List.copyOf(candidates);
        }
    }

    /** @param remote the peer's offer or answer */
    public TrickleReceiver(SessionDescription remote) {
        for (MediaDescription media : remote.media()) {
            Optional<Mid> mid = media.mid();
            Optional<IceCredentials> credentials = remote.iceCredentials(media);
            if (mid.isPresent() && credentials.isPresent()) {
                String name = mid.get().value();
                expected.put(name, credentials.get());
                known.put(name, new ArrayList<>(media.usableCandidates()));
                if (remote.endOfCandidates(media)) {
                    ended.add(name);
                }
            }
        }
    }

    /** Takes a fragment. */
    public Outcome receive(SdpFragment fragment) {
        for (MediaDescription media : fragment.media()) {
            Optional<Mid> mid = media.mid();
            if (mid.isPresent() && !matches(mid.get().value(), fragment.iceCredentials(media))) {
                return new Outcome.Discarded();
            }
        }
        if (fragment.media().stream().allMatch(m -> m.mid().isEmpty()) && !sessionMatches(fragment)) {
            return new Outcome.Discarded();
        }
        List<Update> updates = new ArrayList<>();
        for (Map.Entry<String, IceCredentials> stream : expected.entrySet()) {
            update(stream.getKey(), fragment).ifPresent(updates::add);
        }
        return new Outcome.Taken(updates);
    }

    private Optional<Update> update(String mid, SdpFragment fragment) {
        // RFC 8840 §8.2: what follows end-of-candidates is ignored.
        if (ended.contains(mid)) {
            return Optional.empty();
        }
        Optional<MediaDescription> media = fragment.mediaByMid(mid);
        List<CandidateAttribute> before = known.getOrDefault(mid, List.of());
        List<CandidateAttribute> fresh = new ArrayList<>();
        if (media.isPresent()) {
            for (CandidateAttribute candidate : media.get().usableCandidates()) {
                if (before.size() < MAX_CANDIDATES && before.stream().noneMatch(candidate::sameTransportAddress)) {
                    before.add(candidate);
                    fresh.add(candidate);
                }
            }
        }
        boolean end = fragment.endOfAllCandidates()
                || media.filter(Flag.END_OF_CANDIDATES::in).isPresent();
        if (end) {
            ended.add(mid);
        }
        return fresh.isEmpty() && !end ? Optional.empty() : Optional.of(new Update(mid, fresh, end));
    }

    /** A stream that we do not know is passed over, one with other credentials is another generation. */
    private boolean matches(String mid, Optional<IceCredentials> given) {
        IceCredentials current = expected.get(mid);
        return given.isPresent() && (current == null || current.equals(given.get()));
    }

    private boolean sessionMatches(SdpFragment fragment) {
        Optional<String> ufrag = fragment.values(IceCredentials.UFRAG).stream().findFirst();
        Optional<String> password = fragment.values(IceCredentials.PWD).stream().findFirst();
        return ufrag.isPresent()
                && password.isPresent()
                && expected.values().stream()
                        .allMatch(c ->
                                c.ufrag().equals(ufrag.get()) && c.password().equals(password.get()));
    }
}
