package org.sipbrandy.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.sipbrandy.agent.UserAgent;
import org.sipbrandy.sip.registration.RegistrationEvent;

/** Somebody who is told of what happens: a program that reads JSON, or a person. */
interface Watcher {
    void listening(String transport, String host, int port, String aor);

    default void listening(UserAgent.Listening where, String aor) {
        listening(where.transport().name().toLowerCase(Locale.ROOT), where.host(), where.port(), aor);
    }

    /** What becomes of a registration. */
    void registration(String aor, String registrar, RegistrationEvent event);

    /** A call is about to begin; what happens in it is told there. */
    CallWatcher call();

    void error(ExitCode code, String message);

    /** Now, as events write it: RFC 3339 with milliseconds. */
    static String time() {
        String text = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
    }
}
