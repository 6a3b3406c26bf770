package org.sipbrandy.call.offer;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.media.MediaStream;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.dtls.DtlsTerms;

/** One {@code m=} line of the session. Lines keep their place for as long as the session lasts (RFC 3264 §8). */
sealed interface MediaLine {
    /** It is rejected: port 0. */
    record Off() implements MediaLine {}

    /**
     * It has a stream.
     *
     * @param formats offered, or taken by our answer
     * @param terms of its DTLS association, once an exchange is complete
     */
    record On(String mid, StreamKind kind, MediaStream stream, List<PayloadFormat> formats, Optional<DtlsTerms> terms)
            implements MediaLine {
        public On {
            formats = List.copyOf(formats);
        }

        /** Which side of DTLS we are. */
        Optional<Setup> role() {
            return terms.map(DtlsTerms::role);
        }

        On with(List<PayloadFormat> chosen) {
            return new On(mid, kind, stream, chosen, terms);
        }

        On with(StreamKind other) {
            return new On(mid, other, stream, other.formats(), terms);
        }

        On with(DtlsTerms agreed) {
            return new On(mid, kind, stream, formats, Optional.of(agreed));
        }
    }
}
