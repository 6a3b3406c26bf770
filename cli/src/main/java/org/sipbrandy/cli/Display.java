package org.sipbrandy.cli;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.cli.Screen.Paint;
import org.sipbrandy.cli.text.Printable;
import org.sipbrandy.sip.registration.RegistrationEvent;

/** Tells a person what happens, on a {@link Screen}. */
final class Display implements Watcher {
    private static final Duration REDRAW = Duration.ofMillis(250);

    private final Screen screen;
    private final Set<DisplayedCall> open = new HashSet<>();
    private final Set<DisplayedCall> talking = new HashSet<>();
    private int calls;
    private @Nullable Thread drawing;

    Display(Screen screen) {
        this.screen = screen;
    }

    static Display ofTerminal() {
        return new Display(Screen.ofProgram());
    }

    @Override
    public void listening(String transport, String host, int port, String aor) {
        screen.line(aor + " listens on " + transport + ":" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                + port);
    }

    @Override
    public void registration(String aor, String registrar, RegistrationEvent event) {
        screen.line(
                switch (event) {
                    case RegistrationEvent.Registered(var binding, var flow) ->
                        screen.sign(true) + " " + aor + " is registered at " + registrar + " for " + binding.expires()
                                + " s, over "
                                + flow.transport().name().toLowerCase(Locale.ROOT);
                    case RegistrationEvent.Failed(int status, String reason, var retry) ->
                        screen.sign(false) + " " + aor + " is not registered at " + registrar + ": "
                                + Printable.text(reason)
                                + " (" + status + ")"
                                + (retry.isPresent()
                                        ? "; tried again in " + retry.getAsLong() / 1_000_000_000L + " s"
                                        : "");
                    case RegistrationEvent.Unregistered _ -> aor + " is not registered at " + registrar + " any more";
                });
    }

    @Override
    public void error(ExitCode code, String message) {
        screen.line(screen.sign(false) + " " + screen.paint(Paint.BAD, Printable.text(message)));
    }

    @Override
    public synchronized CallWatcher call() {
        return new DisplayedCall(this, screen, ++calls);
    }

    /** A call that follows from another one; what is said and heard is the same. */
    synchronized CallWatcher following(Levels levels) {
        return new DisplayedCall(this, screen, ++calls, levels);
    }

    // ── what the calls say ──────────────────────────────────────────────────────────────────────

    synchronized void opened(DisplayedCall call) {
        open.add(call);
    }

    synchronized boolean several() {
        return open.size() > 1;
    }

    synchronized void talking(DisplayedCall call) {
        talking.add(call);
        if (screen.terminal() && drawing == null) {
            drawing = Thread.ofVirtual().name("meter").start(this::draw);
        }
    }

    synchronized void closed(DisplayedCall call) {
        open.remove(call);
        talking.remove(call);
    }

    /** Draws the meter of the only call that has media; several have none. */
    private void draw() {
        try {
            while (drawOnce()) {
                Thread.sleep(REDRAW);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean drawOnce() {
        if (talking.isEmpty()) {
            drawing = null;
            return false;
        }
        if (talking.size() == 1 && open.size() == 1) {
            screen.status(talking.iterator().next().meter());
        }
        return true;
    }
}
