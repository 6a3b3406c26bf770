package org.sipbrandy.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.sipbrandy.call.CallSettings;

/** Asks the application how incoming calls are to be held, and keeps who watches them. Used on the loop only. */
final class Reception {
    private final Optional<Function<Arrival, Optional<UserAgent.Answer>>> application;
    private final Deque<CallListener> watching = new ArrayDeque<>();
    private Optional<Arrival> arrival = Optional.empty();

    Reception(Optional<Function<Arrival, Optional<UserAgent.Answer>>> application) {
        this.application = application;
    }

    /** Lets the endpoint take a message that came from there. */
    void during(Arrival from, Runnable taking) {
        watching.clear(); // of a message that became no call after all
        arrival = Optional.of(from);
        taking.run();
        arrival = Optional.empty();
    }

    /** How the call that came is to be held; empty to decline it. */
    Optional<CallSettings> next() {
        var answer = application.flatMap(
                it -> arrival.flatMap(from -> Application.ask(() -> it.apply(from), Optional.empty())));
        answer.ifPresent(it -> watching.add(it.listener()));
        return answer.map(UserAgent.Answer::settings);
    }

    /** Who watches the call that is told of now, right after it came. */
    CallListener listener() {
        return watching.remove();
    }
}
