package org.sipbrandy.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.sipbrandy.agent.UserAgent;

/** Writes each event as one JSON object on one line. */
final class JsonWatcher implements Watcher {
    private final PrintStream out;

    JsonWatcher(PrintStream out) {
        this.out = out;
    }

    private synchronized void print(JsonLine line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void listening(UserAgent.Listening where, String aor) {
        print(JsonCall.event("listening")
                .put("transport", where.transport().name().toLowerCase(Locale.ROOT))
                .put("host", where.host())
                .put("port", where.port())
                .put("aor", aor));
    }

    @Override
    public void error(ExitCode code, String message) {
        print(JsonCall.event("error").put("code", code.number()).put("message", message));
    }

    @Override
    public CallWatcher call() {
        return new JsonCall(this::print);
    }
}
