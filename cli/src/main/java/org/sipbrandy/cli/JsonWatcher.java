package org.sipbrandy.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.sipbrandy.sip.registration.RegistrationEvent;

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
    public void registration(String aor, String registrar, RegistrationEvent event) {
        print(
                switch (event) {
                    case RegistrationEvent.Registered(var binding, var flow) ->
                        JsonCall.event("registered")
                                .put("aor", aor)
                                .put("registrar", registrar)
                                .put("contact", binding.contact().uri().toString())
                                .put("transport", flow.transport().name().toLowerCase(Locale.ROOT))
                                .put("remote", flow.host() + ":" + flow.port())
                                .put("expires_s", binding.expires())
                                .put("outbound", binding.outbound());
                    case RegistrationEvent.Failed(int status, String reason, var retry) -> {
                        var line = JsonCall.event("registration.failed")
                                .put("aor", aor)
                                .put("registrar", registrar)
                                .put("status", status)
                                .put("reason", reason);
                        yield retry.isPresent() ? line.put("retry_ms", retry.getAsLong() / 1_000_000) : line;
                    }
                    case RegistrationEvent.Unregistered _ ->
                        JsonCall.event("unregistered").put("aor", aor).put("registrar", registrar);
                });
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
