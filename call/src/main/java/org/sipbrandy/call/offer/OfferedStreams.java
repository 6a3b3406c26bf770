package org.sipbrandy.call.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.description.RemoteReader;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sdp.SessionDescription;

/** What a description of the far end holds that can be used, or why nothing can. */
sealed interface OfferedStreams {
    record Usable(List<RemoteStream> streams) implements OfferedStreams {}

    record None(Reason reason, String detail) implements OfferedStreams {}

    /** Of an offer: what cannot be protected is left out as long as something is left. */
    static OfferedStreams ofOffer(SessionDescription offer) {
        return of(offer, false, "no stream is offered");
    }

    /** Of an answer: one stream that cannot be protected refuses it whole (MSEC-15). */
    static OfferedStreams ofAnswer(SessionDescription answer) {
        return of(answer, true, "the answer rejects every stream");
    }

    private static OfferedStreams of(SessionDescription description, boolean strict, String nothing) {
        var usable = new ArrayList<RemoteStream>();
        Optional<OfferedStreams> unfit = Optional.empty();
        for (var line : RemoteReader.read(description)) {
            switch (line) {
                case RemoteReader.Line.Usable(var stream) -> usable.add(stream);
                case RemoteReader.Line.Off() -> {}
                case RemoteReader.Line.Unfit(var reason, var detail) -> {
                    unfit = Optional.of(new None(reason, detail));
                    if (strict) {
                        return unfit.get();
                    }
                }
            }
        }
        return usable.isEmpty()
                ? unfit.orElseGet(() -> new None(Reason.PEER_NOT_CAPABLE, nothing))
                : new Usable(List.copyOf(usable));
    }
}
