package org.sipbrandy.cli.audit;

import java.util.HashSet;
import java.util.Set;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.AttributeHolder;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.SdpFragment;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CandidateAttribute;
import org.sipbrandy.sdp.attribute.IceCredentials;
import org.sipbrandy.sip.message.MediaType;

/**
 * Where one side of a call said that its media is.
 *
 * @param fragments its ICE user fragments
 */
record Party(Set<TransportAddress> endpoints, Set<String> fragments) {
    Party {
        endpoints = Set.copyOf(endpoints);
        fragments = Set.copyOf(fragments);
    }

    /** What that side described in the messages of a call, trickled candidates (RFC 8840) among them. */
    static Party of(ObservedCall call, boolean caller) {
        var reader = new Reader();
        for (ObservedMessage message : call.messages()) {
            if (message.fromCaller() == caller) {
                // As it came: a relay on the way puts its own addresses in.
                message.description().ifPresent(reader::read);
                reader.readFragment(message);
                message.hops().forEach(hop -> reader.readHop(message, hop));
            }
        }
        return new Party(reader.endpoints, reader.fragments);
    }

    private static final class Reader {
        private final Set<TransportAddress> endpoints = new HashSet<>();
        private final Set<String> fragments = new HashSet<>();

        void readHop(ObservedMessage message, Sighting hop) {
            if (hop != message.came()) {
                new ObservedMessage(message.fromCaller(), java.util.List.of(hop), 1)
                        .description()
                        .ifPresent(this::read);
            }
        }

        void read(SessionDescription session) {
            fragment(session);
            for (MediaDescription m : session.media()) {
                fragment(m);
                if (m.isRejected()) {
                    continue;
                }
                candidates(m);
                session.connection(m).ifPresent(connection -> {
                    add(connection.address(), m.port());
                    add(connection.address(), m.port() + 1); // RFC 3550 §11: RTCP
                    m.rtcp().ifPresent(rtcp -> add(connection.address(), rtcp.port()));
                });
            }
        }

        void readFragment(ObservedMessage message) {
            var type = message.message().headers().contentType();
            if (type.map(MediaType::toString)
                    .filter(it -> it.startsWith(SdpFragment.MEDIA_TYPE))
                    .isEmpty()) {
                return;
            }
            try {
                var trickled = SdpFragment.parse(message.message().body().bytes());
                fragment(trickled);
                for (MediaDescription m : trickled.media()) {
                    fragment(m);
                    candidates(m);
                }
            } catch (SdpParseException _) {
                // nothing that anybody could use
            }
        }

        private void fragment(AttributeHolder holder) {
            holder.attribute(IceCredentials.UFRAG).ifPresent(it -> fragments.add(it.text()));
        }

        private void candidates(MediaDescription m) {
            for (CandidateAttribute one : m.usableCandidates()) {
                add(one.address(), one.port());
            }
        }

        private void add(String address, int port) {
            if (port <= 0 || port > 0xffff) {
                return;
            }
            try {
                var literal = IpAddress.parse(address);
                if (!literal.isUnspecified()) {
                    endpoints.add(new TransportAddress(literal, port));
                }
            } catch (IllegalArgumentException _) {
                // a name: nobody is asked what it means
            }
        }
    }
}
