package org.sipbrandy.cli;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.Registration;
import org.sipbrandy.agent.UserAgentBuilder;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.sip.registration.RegistrationEvent;
import picocli.CommandLine.Option;

/** The options of registering. */
final class RegisterOptions {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(365);

    @Option(
            names = "--register",
            paramLabel = "URI",
            description = "be reached by way of that registrar, such as sips:example.com")
    private @Nullable String registrar;

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "register for so long at a time (default: 1h)")
    private String expires = "1h";

    boolean wanted() {
        return registrar != null;
    }

    /**
     * Puts them into an agent.
     *
     * @param refused told when the registrar wants nothing of it, and it is not tried again
     */
    void apply(UserAgentBuilder builder, Home home, String aor, Watcher watcher, Consumer<String> refused) {
        if (registrar == null) {
            return;
        }
        String where = ServerOptions.checked("--register ", registrar);
        var lasting = SessionOptions.duration(expires);
        if (lasting.compareTo(SHORTEST) < 0 || lasting.compareTo(LONGEST) > 0) {
            throw new Failure(ExitCode.USAGE, "--expires '" + expires + "' is not between 10s and a year");
        }
        builder.instance(home.instance());
        builder.registration(Registration.at(where).of(aor).lasting(lasting));
        builder.onRegistration((who, registrarUri, _, event) -> {
            watcher.registration(who, registrarUri, event);
            if (event instanceof RegistrationEvent.Failed failed
                    && failed.retryNanos().isEmpty()) {
                refused.accept(
                        "not registered at " + registrarUri + ": " + failed.reason() + " (" + failed.status() + ")");
            }
        });
    }
}
