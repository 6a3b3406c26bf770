package org.sipbrandy.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.sipbrandy.call.CallSettings;

/** Asks the application how incoming calls are to be held, and keeps who watches them. Used on the loop only. */
final class Reception {
    private final Optional<Supplier<UserAgent.Answer>> application;
    private final Deque<CallListener> watching = new ArrayDeque<>();

    Reception(Optional<Supplier<UserAgent.Answer>> application) {
        this.application = application;
    }

    /** How the next call is to be held; empty to decline it. */
    Optional<CallSettings> next() {
        var answer = application.map(Supplier::get);
        answer.ifPresent(it -> watching.add(it.listener()));
        return answer.map(UserAgent.Answer::settings);
    }

    /** Who watches the call that is told of now: calls come in the order in which they were asked for. */
    CallListener listener() {
        return watching.remove();
    }
}
