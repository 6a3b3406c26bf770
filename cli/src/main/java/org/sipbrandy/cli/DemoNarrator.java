package org.sipbrandy.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.stir.credential.Credential;

/** Tells the demo's call to somebody who has never seen one: which message carried what, what was checked, and why. */
final class DemoNarrator implements DemoListener {
    private static final String GREEN = "32";
    private static final String RED = "1;31";
    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final int TEXT_COLUMN = 27;

    /**
     * What a step means.
     *
     * @param message what carried it
     * @param text what happened, with {@code %s} for the event's own detail
     * @param otherwise what happens if it fails; empty if nothing was checked
     */
    private record Plain(String message, String text, String otherwise) {}

    private static final Map<String, Plain> STEPS = Map.of(
            "signalling", new Plain("%s", "%s; the protection of the call does not rest on it", ""),
            "offer-signed",
                    new Plain("INVITE", "asks for a call, and signs the fingerprint of the key it will use", ""),
            "offer-verified",
                    new Plain(
                            "INVITE",
                            "checks the signature, its time, the names and the fingerprint: all fit",
                            "403 or 438, and Bob's phone stays silent"),
            "answer-received",
                    new Plain("183", "has an answer; nobody signed it yet, so it is trusted for nothing", ""),
            "ice-connected", new Plain("STUN", "has found a direct path: %s", ""),
            "answer-signed", new Plain("UPDATE", "signs the fingerprint of the key on this side, too", ""),
            "answer-verified",
                    new Plain(
                            "UPDATE",
                            "checks that signature in the same way: it fits",
                            "438, and the call ends; not a sound has left yet"),
            "dtls-connected", new Plain("DTLS", "keys are agreed upon, over the media path itself: %s", ""),
            "keys-bound",
                    new Plain(
                            "DTLS",
                            "who holds those keys is who signed for them",
                            "somebody sits in between: alert, and the call ends"),
            "consent", new Plain("STUN", "the other side wants to hear", ""));

    private final PrintStream out;
    private final boolean colour;
    private final Set<String> explained = new HashSet<>();
    private @Nullable Instant start;

    DemoNarrator(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A line of the table: when, who, whether it is well, what carried it, and what it was. */
    private void row(EventLine it, String who, String mark, String message, String text) {
        var begin = start;
        if (begin == null) {
            begin = it.time();
            start = begin;
        }
        line(String.format(
                Locale.ROOT,
                "%6d ms  %s %s %s %s",
                Duration.between(begin, it.time()).toMillis(),
                paint(BOLD, String.format("%-5s", who)),
                mark,
                String.format("%-7s", message),
                text));
    }

    private String good() {
        return paint(GREEN, "✓");
    }

    private String bad() {
        return paint(RED, "✗");
    }

    @Override
    public void begins(Scenario scenario, boolean attacker) {
        line((scenario.callerHasAName()
                        ? "Alice and Bob have made themselves a key each;"
                        : "Bob has made himself a key, Alice has none;")
                + " neither has heard of the other. Two programs, two homes.");
        if (scenario != Scenario.PLAIN) {
            line((attacker ? paint(RED, "Somebody sits between them: ") : paint(RED, "This time: "))
                    + scenario.description() + ".");
        }
        line("");
    }

    @Override
    public synchronized void event(String who, boolean main, String raw, EventLine it) {
        String name = main ? who : who + "*";
        switch (it.name()) {
            case "call.outgoing" -> row(it, name, " ", "", "calls Bob");
            case "call.incoming" ->
                row(
                        it,
                        name,
                        " ",
                        "",
                        (main ? "hears of a call" : "hears of a second call (*), somebody's,") + " from "
                                + (it.text("from").equals(Credential.ANONYMOUS)
                                        ? "somebody who gives no name"
                                        : it.text("from") + ", not proven yet"));
            case "call.step" -> step(it, name);
            case "call.established" ->
                row(
                        it,
                        name,
                        good(),
                        "SRTP",
                        paint(BOLD, it.text("level")) + "; now speech flows: " + it.text("codec") + " under "
                                + it.text("srtp_profile"));
            case "call.security" -> {
                if (it.text("level").equals("refused")) {
                    row(it, name, bad(), "", paint(RED, "refuses") + ": " + String.join(", ", it.texts("reasons")));
                }
            }
            case "call.ended" -> row(it, name, " ", "", "the call is over: " + it.text("reason"));
            case "error" -> row(it, name, bad(), "", it.text("message"));
            default -> {}
        }
    }

    private void step(EventLine it, String who) {
        String step = it.text("step");
        if (step.equals("media")) {
            return; // said by call.established
        }
        boolean ok = it.text("ok").equals("true");
        var plain = STEPS.getOrDefault(step, new Plain("", "%s", ""));
        String detail = it.text("detail");
        String message = step.equals("signalling") ? detail.split(",", 2)[0] : plain.message();
        String shown = step.equals("signalling") ? detail.replaceFirst("^[^,]*, ", "") : detail;
        row(it, who, ok ? good() : bad(), message, ok ? plain.text().replace("%s", shown) : paint(RED, detail));
        if (ok && !plain.otherwise().isEmpty() && explained.add(step)) {
            line(paint(DIM, " ".repeat(TEXT_COLUMN) + "else: " + plain.otherwise()));
        }
    }

    @Override
    public void heard(String what, DemoComparison it) {
        line(String.format(
                Locale.ROOT,
                "  %s %-16s %5.1f %% alike, longest gap %.0f ms, delay %.0f ms",
                it.good() ? good() : bad(),
                what,
                100 * it.figures().correlation(),
                it.figures().longestGapMillis(),
                it.figures().delayMillis()));
    }

    @Override
    public void ended(Scenario scenario, Outcome outcome, boolean met, boolean heardWell) {
        line("");
        if (scenario == Scenario.PLAIN) {
            plain(outcome, met, heardWell);
        } else {
            line((met ? good() + " As it must be: " : bad() + " NOT as it must be: ") + scenario.outcome() + ".");
            line("  Alice " + outcome.alice() + "; Bob " + outcome.bob()
                    + (outcome.attacker().isEmpty() ? "" : "; the attacker: " + outcome.attacker()) + ".");
            line("  Without that check " + scenario.otherwise() + ".");
        }
        line("");
        next(scenario == Scenario.PLAIN);
    }

    private void plain(Outcome outcome, boolean met, boolean heardWell) {
        if (!met) {
            line(bad() + " This call was NOT confidential: Alice " + outcome.alice() + "; Bob " + outcome.bob() + ".");
            return;
        }
        line(paint("1;32", "Only Alice and Bob could hear this call")
                + (heardWell
                        ? ", and each heard what the other said."
                        : ". But the sound was not good: this machine was too busy, or slow."));
        line("Each saw the other's key for the first time. To be sure whose it is, they compare safety numbers, once:");
        line("  Bob's    " + outcome.alice().safetyNumber());
        line("  Alice's  " + outcome.bob().safetyNumber());
    }

    private void next(boolean plain) {
        List<String> lines = plain
                ? List.of(
                        "./brandy demo --scenario list   the same call with somebody in between, or a peer that cannot",
                        "./brandy demo --keep heard/     keeps what they said and heard, to listen to",
                        "docs/guide/calling.md           your own call, in two terminals")
                : List.of("./brandy demo --scenario list   the others");
        line(paint(DIM, "Next:"));
        lines.forEach(text -> line("  " + text));
    }
}
