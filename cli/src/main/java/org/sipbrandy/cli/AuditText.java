package org.sipbrandy.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.cli.Screen.Paint;
import org.sipbrandy.cli.audit.AuditStep;
import org.sipbrandy.cli.audit.AuditedCall;
import org.sipbrandy.cli.text.Observed;
import org.sipbrandy.cli.text.Printable;

/** Tells a person of the calls of a capture: a block for each, a line for each step. */
final class AuditText {
    private final Screen screen;

    AuditText(Screen screen) {
        this.screen = screen;
    }

    void call(AuditedCall call) {
        screen.line("call " + Printable.text(call.callId()) + " at " + call.began());
        screen.line("  " + Printable.text(call.from()) + " called " + Printable.text(call.to()) + ": "
                + Printable.text(call.outcome()));
        call.steps().forEach(step -> step(call, step));
        who("caller", call.caller().stream().toList());
        who("callee", call.callee().stream().toList());
        call.notes().forEach(note -> screen.prose(Paint.WARNING, "  note: ", note));
        call.next()
                .filter(_ -> call.level() != Level.CONFIDENTIAL)
                .ifPresent(step -> screen.prose(
                        Paint.PLAIN,
                        "  ",
                        (step.result() == AuditStep.Result.NOT_SEEN ? "not seen: " : "not reached: ")
                                + step.step().word() + ": " + step.detail()
                                + step.reason()
                                        .map(reason -> " [" + reason.code() + "]")
                                        .orElse("")));
        screen.prose(
                colour(call.level()),
                "",
                Observed.sentence(call.level(), call.reasons(), call.caller(), call.callee()));
        screen.line("");
    }

    private void step(AuditedCall call, AuditStep step) {
        String when = step.at()
                .map(at -> String.format(
                        Locale.ROOT,
                        "%7.0f ms",
                        Duration.between(call.began(), at).toNanos() / 1e6))
                .orElse(" ".repeat(10));
        String line = String.format(Locale.ROOT, "%s  %-15s ", when, step.step().word());
        String detail = Printable.text(step.detail());
        switch (step.result()) {
            case REACHED -> screen.line(screen.sign(true) + line + screen.paint(Paint.QUIET, detail));
            case FAILED -> screen.line(screen.sign(false) + screen.paint(Paint.BAD, line + detail));
            case NOT_REACHED -> screen.line("-" + line + screen.paint(Paint.QUIET, "not reached: " + detail));
            case NOT_SEEN -> screen.line("?" + line + screen.paint(Paint.QUIET, "not seen: " + detail));
        }
    }

    private void who(String side, List<PeerIdentity> peer) {
        for (PeerIdentity one : peer) {
            screen.line("  " + side + " verified as " + Printable.text(one.name()) + ", trust "
                    + one.trust().word());
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

    void remark(String line) {
        screen.line(Printable.text(line));
    }
}
