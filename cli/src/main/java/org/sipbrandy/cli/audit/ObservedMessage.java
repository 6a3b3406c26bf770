package org.sipbrandy.cli.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/**
 * One message of a call, on all hops on which it was captured.
 *
 * @param fromCaller who sent it
 * @param hops the first time on each hop, in the order of time
 * @param times how often it passed the first of them
 */
record ObservedMessage(boolean fromCaller, List<Sighting> hops, int times) {
    ObservedMessage {
        hops = List.copyOf(hops);
    }

    /** As it left its sender, as near as was captured. */
    Sighting left() {
        return hops.getFirst();
    }

    /** As it came, as near as was captured. */
    Sighting came() {
        return hops.getLast();
    }

    Optional<SipRequest> request() {
        return came().message() instanceof SipRequest request ? Optional.of(request) : Optional.empty();
    }

    Optional<SipResponse> response() {
        return came().message() instanceof SipResponse response ? Optional.of(response) : Optional.empty();
    }

    /** Of a request, or of the one that is answered. */
    String method() {
        return message().headers().cseq().method().name();
    }

    boolean isRequest(String method) {
        return request().isPresent() && method().equals(method);
    }

    /** Whether it is a response to that method with a status in that range. */
    boolean answers(String method, int least, int most) {
        return method().equals(method)
                && response()
                        .filter(it -> it.status() >= least && it.status() <= most)
                        .isPresent();
    }

    long number() {
        return message().headers().cseq().number();
    }

    SipMessage message() {
        return came().message();
    }

    /** Its session description, if it has one that can be read. */
    Optional<SessionDescription> description() {
        if (message().body().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Contents.of(message()).description();
        } catch (Contents.Unreadable _) {
            return Optional.empty();
        }
    }

    /** Gathers the sightings of one message. */
    static final class Builder {
        private static final int MAX_HOPS = 8;

        private final boolean fromCaller;
        private final List<Sighting> hops = new ArrayList<>();
        private int times;

        Builder(boolean fromCaller) {
            this.fromCaller = fromCaller;
        }

        void add(Sighting sighting) {
            boolean known = hops.stream().anyMatch(hop -> sameHop(hop, sighting));
            if (!known && hops.size() < MAX_HOPS) {
                hops.add(sighting);
            }
            if (sameHop(hops.getFirst(), sighting)) {
                times++;
            }
        }

        private static boolean sameHop(Sighting one, Sighting other) {
            TransportAddress from = one.from();
            return from.equals(other.from()) && one.to().equals(other.to());
        }

        ObservedMessage build() {
            return new ObservedMessage(fromCaller, hops, times);
        }
    }
}
