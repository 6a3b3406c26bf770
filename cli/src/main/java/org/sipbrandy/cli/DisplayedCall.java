package org.sipbrandy.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.cli.Screen.Paint;
import org.sipbrandy.cli.text.Advice;
import org.sipbrandy.cli.text.Printable;
import org.sipbrandy.cli.text.Summary;
import org.sipbrandy.stir.credential.Credential;

/** Tells a person of one call: a line for each step as it is reached, a meter while media flows, a sentence at the end. */
final class DisplayedCall implements CallWatcher {
    private static final int DETAIL = Screen.WIDTH - 29;

    private final Display display;
    private final Screen screen;
    private final int number;
    private final Levels levels;
    private volatile CallEvent.@Nullable MediaFigures figures;
    private volatile long mediaSince;
    private boolean numberShown;

    DisplayedCall(Display display, Screen screen, int number) {
        this(display, screen, number, new Levels());
    }

    DisplayedCall(Display display, Screen screen, int number, Levels levels) {
        this.levels = levels;
        this.display = display;
        this.screen = screen;
        this.number = number;
    }

    @Override
    public CallSettings tap(CallSettings settings) {
        return screen.terminal() ? levels.tap(settings) : settings;
    }

    @Override
    public CallWatcher next() {
        return display.following(levels);
    }

    /** Which call a line is about is said only where several are held. */
    private void line(String text) {
        screen.line((display.several() ? "[" + number + "] " : "") + text);
    }

    @Override
    public void event(String call, CallEvent event, String recording) {
        switch (event) {
            case CallEvent.Outgoing it -> {
                display.opened(this);
                boolean nameless = it.from().equals(Credential.ANONYMOUS);
                line("calling " + Printable.text(it.to())
                        + (nameless ? " without a name" : " as " + Printable.text(it.from())));
                if (nameless) {
                    line("  they see no name of yours, but the network address of this machine, or of its relay");
                }
            }
            case CallEvent.Incoming it -> {
                display.opened(this);
                line("call from " + Printable.text(it.from()) + " (not verified yet)");
            }
            case CallEvent.Ringing _ -> line("  ringing");
            case CallEvent.StepReached it -> step(it);
            case CallEvent.SecurityChanged it -> security(it.verdict());
            case CallEvent.Established it -> {
                line(screen.paint(colour(it.level()), it.level().word()) + ": " + it.codec() + " over "
                        + it.srtpProfile() + ", keyed by " + it.dtlsVersion());
                mediaSince = System.nanoTime();
                display.talking(this);
            }
            case CallEvent.Media it -> figures = it.figures();
            case CallEvent.Digit it -> line("key " + it.digit());
            case CallEvent.Held it -> held(it);
            case CallEvent.Replacing _ -> line("  asks to take the place of a call that is held now");
            case CallEvent.Transfer it -> transfer(it);
            case CallEvent.Ended it -> ended(it);
            case CallEvent.Signal _, CallEvent.KeyRefused _ -> {}
        }
    }

    private void step(CallEvent.StepReached it) {
        String detail = Printable.text(it.detail());
        String start = String.format(
                Locale.ROOT,
                "%7.0f ms  %-15s ",
                it.elapsedNanos() / 1e6,
                it.step().word());
        if (it.ok()) {
            if (screen.terminal() && detail.length() > DETAIL) {
                detail = detail.substring(0, DETAIL - 1) + "…";
            }
            line(screen.sign(true) + start + screen.paint(Paint.QUIET, detail));
        } else { // what went wrong is never cut
            line(screen.sign(false) + screen.paint(Paint.BAD, start + detail));
        }
    }

    private void held(CallEvent.Held it) {
        String who = it.local() ? "you" : "the peer";
        line("  " + who + (it.on() ? " put the call on hold" : " took the call back from hold"));
    }

    private void transfer(CallEvent.Transfer it) {
        String to = Printable.text(it.to());
        switch (it.state()) {
            case ASKED -> line("  the peer is asked to call " + to);
            case UNDER_WAY -> {
                if (!it.local()) {
                    line("  the peer hands you on to " + to);
                }
            }
            case DONE -> line("  transferred to " + to);
            case FAILED ->
                line("  no transfer to " + to + (it.status() == 0 ? "" : " (" + it.status() + ")")
                        + ": the call goes on");
        }
    }

    private void security(Verdict verdict) {
        verdict.peer().ifPresent(peer -> {
            if (peer.trust() == Trust.CHANGED) {
                Summary.changedKey(peer)
                        .lines()
                        .forEach(text -> screen.line(screen.paint(Paint.BAD_STRONG, Printable.text(text))));
            } else if (verdict.level() == Level.CONFIDENTIAL && !numberShown) {
                numberShown = true;
                safetyNumber(peer);
            }
        });
    }

    /** In lines of four groups, as one reads them aloud; a key that was compared needs no more reading. */
    private void safetyNumber(PeerIdentity peer) {
        String name = Printable.text(peer.name());
        if (peer.trust() == Trust.ANONYMOUS) {
            line("  the far end gives no name; its key is of this call alone, there is nothing to compare");
            return;
        }
        if (peer.trust() == Trust.VERIFIED || peer.trust() == Trust.CA) {
            line("  the key of " + name + " is " + (peer.trust() == Trust.CA ? "certified" : "the one you compared"));
            return;
        }
        line("  safety number of " + name
                + (peer.trust() == Trust.KNOWN ? " (the same as before):" : ", to be compared aloud:"));
        String[] groups = peer.safetyNumber().split(" ");
        for (int i = 0; i < groups.length; i += 4) {
            line("      "
                    + screen.paint(
                            Paint.STRONG,
                            String.join("  ", java.util.List.of(groups).subList(i, Math.min(i + 4, groups.length)))));
        }
    }

    private void ended(CallEvent.Ended it) {
        display.closed(this);
        String after = it.mediaNanos().isPresent()
                ? " after " + Meter.clock(Math.round(it.mediaNanos().getAsLong() / 1e9))
                : "";
        var verdict = it.verdict();
        boolean saidBelow =
                verdict.reasons().stream().anyMatch(reason -> reason.sentence().equals(it.reason()));
        if (!saidBelow) {
            line("call ended" + after + ": " + Printable.text(it.reason())
                    + (it.status() == 0 ? "" : " (" + it.status() + ")"));
        }
        screen.prose(
                colour(verdict.level()), "", Summary.of(verdict, it.mediaNanos().isPresent()));
        if (verdict.level() != Level.CONFIDENTIAL) {
            verdict.reasons().stream()
                    .findFirst()
                    .flatMap(Advice::of)
                    .ifPresent(advice -> screen.prose(
                            Paint.PLAIN, "  ", "What to do: " + advice.action().replace("`", "") + "."));
        }
    }

    private static Paint colour(Level level) {
        return switch (level) {
            case CONFIDENTIAL -> Paint.GOOD_STRONG;
            case ENCRYPTED -> Paint.WARNING_STRONG;
            case CLEAR, REFUSED -> Paint.BAD_STRONG;
            case PENDING -> Paint.STRONG;
        };
    }

    /** The meter's line. */
    String meter() {
        var last = figures;
        var known = last != null
                ? last
                : new CallEvent.MediaFigures(
                        0, 0, 0, 0, java.util.OptionalLong.empty(), 0, 0, java.util.OptionalLong.empty());
        return Meter.of((System.nanoTime() - mediaSince) / 1_000_000_000L, levels, known, screen.symbols());
    }
}
