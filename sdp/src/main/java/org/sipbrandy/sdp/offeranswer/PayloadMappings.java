package org.sipbrandy.sdp.offeranswer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.SessionDescription;

/** Which codec each dynamic payload type of one side has meant so far, per stream (RFC 3264 §8.3.2). */
final class PayloadMappings {
    private final List<Map<Integer, PayloadFormat>> streams = new ArrayList<>();

    PayloadMappings copy() {
        var copy = new PayloadMappings();
        streams.forEach(s -> copy.streams.add(new HashMap<>(s)));
        return copy;
    }

    List<Violation> check(SessionDescription description) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < description.media().size() && i < streams.size(); i++) {
            MediaDescription media = description.media().get(i);
            if (!media.isRejected()) {
                for (PayloadFormat format : media.payloadFormats()) {
                    PayloadFormat before = streams.get(i).get(format.payloadType());
                    if (before != null && !before.sameEncoding(format)) {
                        violations.add(new Violation(
                                Rule.PAYLOAD_REMAPPED,
                                i,
                                format.payloadType() + " was " + before.encoding() + ", now " + format.encoding()));
                    }
                }
            }
        }
        return violations;
    }

    void remember(SessionDescription description) {
        for (int i = 0; i < description.media().size(); i++) {
            if (i == streams.size()) {
                streams.add(new HashMap<>());
            }
            for (PayloadFormat format : description.media().get(i).payloadFormats()) {
                if (format.isDynamic()) {
                    streams.get(i).putIfAbsent(format.payloadType(), format);
                }
            }
        }
    }

    /** RFC 3264 §8.1: the slot of a disabled stream is free for a new one. */
    void forget(int mediaIndex) {
        streams.get(mediaIndex).clear();
    }
}
