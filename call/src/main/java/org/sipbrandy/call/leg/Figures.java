package org.sipbrandy.call.leg;

import java.util.List;
import java.util.OptionalLong;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.media.MediaStream;

/** Adds up the figures of a call's streams. */
public final class Figures {
    private Figures() {}

    public static CallEvent.MediaFigures of(List<MediaStream> streams, long now) {
        long sent = 0;
        long received = 0;
        long lost = 0;
        long jitter = 0;
        long failures = 0;
        long replays = 0;
        OptionalLong roundTrip = OptionalLong.empty();
        OptionalLong consentAge = OptionalLong.empty();
        for (MediaStream stream : streams) {
            var one = stream.statistics(now);
            sent += one.sent();
            received += one.received();
            lost += one.lost();
            jitter = Math.max(jitter, one.jitter());
            failures += one.authenticationFailures();
            replays += one.replays();
            roundTrip = larger(roundTrip, one.roundTrip());
            consentAge = larger(consentAge, one.consentAge());
        }
        return new CallEvent.MediaFigures(sent, received, lost, jitter, roundTrip, failures, replays, consentAge);
    }

    private static OptionalLong larger(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return a.getAsLong() >= b.getAsLong() ? a : b;
    }
}
