package org.sipbrandy.call.leg;

import java.util.Optional;
import java.util.OptionalLong;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.call.media.MediaStream;

/** The time in which media flows: from the moment when both sides agree and the verdict lets it, to the end of the call. */
final class Conversation {
    private static final long SECOND = 1_000_000_000L;

    private final Leg leg;
    private final ApplicationMedia application;
    private final Holding holding;
    private OptionalLong since = OptionalLong.empty();

    Conversation(Leg leg) {
        this.leg = leg;
        this.application = new ApplicationMedia(leg.settings);
        this.holding = new Holding(leg);
    }

    /** What the application's code threw, if it did. */
    Optional<RuntimeException> failure() {
        return application.failure();
    }

    void lend() {
        application.lend();
    }

    boolean begun() {
        return since.isPresent();
    }

    /** How long it has lasted. */
    OptionalLong nanos() {
        return since.isPresent() ? OptionalLong.of(leg.now() - since.getAsLong()) : since;
    }

    /** Starts to send and to play; harmless when repeated. */
    void begin() {
        leg.timers.cancel(Timer.KEYING);
        leg.timers.cancel(Timer.SIGNED_ANSWER);
        if (begun()) {
            return;
        }
        long now = leg.now();
        since = OptionalLong.of(now);
        // told here too, since where no signature bound the keys nothing else tells it
        leg.protection.step(Step.CONSENT, true, "the peer wants to receive");
        String codec = agreed();
        var path = leg.watch.facts();
        leg.protection.tell(new CallEvent.Established(
                now,
                leg.protection.verdict().level(),
                codec,
                path.srtpProfile(),
                path.dtlsVersion(),
                path.local(),
                path.remote()));
        leg.timers.set(Timer.FIGURES, now + SECOND, this::everySecond);
    }

    /**
     * Goes on with what the last exchange agreed upon: codecs and directions.
     *
     * @return the codec's name; empty if the application does the media
     */
    String agreed() {
        String codec = "";
        holding.agreed(leg.media.holds());
        for (MediaStream stream : leg.media.streams()) {
            stream.direct(leg.media.direction(stream));
            var format = leg.media.audioFormat(stream);
            if (format.isPresent()) {
                codec = format.get().encoding().encodingName();
                stream.startAudio(format.get(), application::read, application::write, leg.now());
            } else {
                stream.startTap(leg.media.clockRate(stream), application::receive, leg.now());
            }
        }
        return codec;
    }

    private void everySecond() {
        figures();
        leg.timers.set(Timer.FIGURES, leg.now() + SECOND, this::everySecond);
    }

    /** Tells the figures so far. */
    void figures() {
        leg.protection.tell(new CallEvent.Media(leg.now(), Figures.of(leg.media.streams(), leg.now())));
    }
}
