package org.sipbrandy.cli;

import java.io.PrintStream;

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
    public void listening(String transport, String host, int port, String aor) {
        print(JsonCall.event("listening")
                .put("transport", transport)
                .put("host", host)
                .put("port", port)
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
