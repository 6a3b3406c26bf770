package org.sipbrandy.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.sipbrandy.agent.Call;
import org.sipbrandy.agent.UserAgent;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Trust;

/** Tells a person: a line for each step as it is reached, and a sentence at the end. */
final class Display implements Watcher {
    private final PrintStream out;
    private final boolean colour;
    private final String prefix;
    private boolean meter;

    Display(PrintStream out, boolean colour, String prefix) {
        this.out = out;
        this.colour = colour;
        this.prefix = prefix;
    }

    /** Colour where the terminal has it and nobody objects (no-color.org). */
    static Display ofTerminal() {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Display(System.out, terminal && System.getenv("NO_COLOR") == null, "");
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private synchronized void line(String text) {
        if (meter) {
            out.print("\r\u001b[K");
            meter = false;
        }
        out.println(prefix + text);
        out.flush();
    }

    @Override
    public void listening(UserAgent.Listening where, String aor) {
        line(aor + " listens on " + where.transport().name().toLowerCase(Locale.ROOT) + ":"
                + (where.host().indexOf(':') >= 0 ? "[" + where.host() + "]" : where.host()) + ":" + where.port());
    }

    @Override
    public void error(ExitCode code, String message) {
        line(paint("31", "✗ ") + message);
    }

    @Override
    public void event(Call call, CallEvent event, String recording) {
        switch (event) {
            case CallEvent.Outgoing it -> line("calling " + it.to() + " as " + it.from());
            case CallEvent.Incoming it -> line("call from " + it.from() + " (not verified yet)");
            case CallEvent.Ringing _ -> line("  ringing");
            case CallEvent.StepReached it ->
                line(String.format(
                        Locale.ROOT,
                        "%s %6.0f ms  %-16s %s",
                        it.ok() ? paint("32", "✓") : paint("31", "✗"),
                        it.elapsedNanos() / 1e6,
                        it.step().word(),
                        it.detail()));
            case CallEvent.SecurityChanged it -> security(it);
            case CallEvent.Established it ->
                line(paint("1", it.level().word()) + ": " + it.codec() + " over " + it.srtpProfile() + ", keyed by "
                        + it.dtlsVersion());
            case CallEvent.Media it -> media(it);
            case CallEvent.Digit it -> line("key " + it.digit());
            case CallEvent.Ended it -> {
                line("call ended: " + it.reason() + (it.status() == 0 ? "" : " (" + it.status() + ")"));
                line(paint(it.verdict().level() == Level.CONFIDENTIAL ? "1;32" : "1;31", Summary.of(it.verdict())));
            }
            case CallEvent.Signal _, CallEvent.KeyRefused _ -> {}
        }
    }

    private void security(CallEvent.SecurityChanged it) {
        it.verdict().peer().ifPresent(peer -> {
            if (peer.trust() == Trust.CHANGED) {
                Summary.changedKey(peer).lines().forEach(text -> line(paint("1;31", text)));
            } else if (it.verdict().level() == Level.CONFIDENTIAL) {
                line("safety number of " + peer.name() + ": " + peer.safetyNumber());
            }
        });
    }

    /** A line that is written over, where the terminal can. */
    private synchronized void media(CallEvent.Media it) {
        if (!colour) {
            return;
        }
        var f = it.figures();
        long total = f.receivedPackets() + f.lostPackets();
        int bars = total == 0 ? 0 : (int) (20 * f.receivedPackets() / total);
        out.printf(
                Locale.ROOT,
                "\r\u001b[K%s[%s%s] sent %d, received %d, lost %d, jitter %.1f ms",
                prefix,
                "█".repeat(bars),
                "·".repeat(20 - bars),
                f.sentPackets(),
                f.receivedPackets(),
                f.lostPackets(),
                f.jitterNanos() / 1e6);
        out.flush();
        meter = true;
    }
}
