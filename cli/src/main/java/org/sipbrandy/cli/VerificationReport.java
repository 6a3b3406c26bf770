package org.sipbrandy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.cli.Screen.Paint;
import org.sipbrandy.cli.text.Printable;
import org.sipbrandy.stir.Check;
import org.sipbrandy.stir.FieldVerification;
import org.sipbrandy.stir.Refusal;
import org.sipbrandy.stir.Step;
import org.sipbrandy.stir.Verification;
import org.sipbrandy.stir.VerifiedIdentity;

/** A verification as text and as JSON: every step, and what a user agent would answer. */
final class VerificationReport {
    private static final int SOURCE = 34;

    private VerificationReport() {}

    static List<String> lines(Verification verification, Screen screen) {
        var lines = new ArrayList<String>();
        for (FieldVerification field : verification.fields()) {
            lines.add("Identity " + (field.index() + 1));
            field.checks().forEach(check -> lines.add(line(check, field, screen)));
            switch (field.result()) {
                case FieldVerification.Result.Noted noted ->
                    lines.add("  noted: " + noted.ppt() + ", signed by " + Printable.text(noted.signer()));
                case FieldVerification.Result.Ignored ignored ->
                    lines.add("  ignored: " + Printable.text(ignored.ppt()) + " is not supported");
                case FieldVerification.Result.Valid _, FieldVerification.Result.Invalid _ -> {}
            }
        }
        verification
                .refusal()
                .ifPresent(
                        it -> lines.add(screen.paint(Paint.BAD_STRONG, "refused: " + it.status() + " " + it.phrase())));
        verification.verified().ifPresent(it -> {
            lines.add(screen.paint(
                    Paint.GOOD_STRONG,
                    "verified: " + Printable.text(it.identity().value()) + ", " + form(it)));
            lines.add("safety number: " + it.safetyNumber());
        });
        return lines;
    }

    private static String form(VerifiedIdentity it) {
        return it.msec() ? "msec" : "baseline";
    }

    private static String line(Check check, FieldVerification field, Screen screen) {
        String text = String.format(Locale.ROOT, " %-12s %-" + SOURCE + "s ", word(check.step()), source(check.step()));
        String detail = Printable.text(check.detail());
        return switch (check.outcome()) {
            case PASSED -> screen.sign(true) + text + screen.paint(Paint.QUIET, detail);
            case FAILED ->
                screen.sign(false)
                        + screen.paint(
                                Paint.BAD,
                                text
                                        + detail
                                        + refusal(field)
                                                .map(it -> ": " + it.status() + " " + it.phrase())
                                                .orElse(""));
            case NOT_REACHED -> "-" + screen.paint(Paint.QUIET, text + "not reached");
        };
    }

    private static String word(Step step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String source(Step step) {
        return step.source().startsWith("RFC") ? step.source() : "RFC 8224 " + step.source();
    }

    private static Optional<Refusal> refusal(FieldVerification field) {
        return field.result() instanceof FieldVerification.Result.Invalid invalid
                ? Optional.of(invalid.refusal())
                : Optional.empty();
    }

    static JsonLine json(Verification verification) {
        var verified = verification.verified();
        var refusal = verification.refusal();
        return JsonCall.event("passport.verified")
                .put("ok", refusal.isEmpty())
                .put("status", refusal.map(Refusal::status).orElse(0))
                .put("phrase", refusal.map(Refusal::phrase))
                .put("reason", refusal.map(it -> it.cause().word()))
                .put("identity", verified.map(it -> it.identity().value()))
                .put("form", verified.map(VerificationReport::form))
                .put("safety_number", verified.map(it -> it.safetyNumber().toString()))
                .objects(
                        "fields",
                        verification.fields().stream()
                                .map(VerificationReport::field)
                                .toList());
    }

    private static JsonLine field(FieldVerification field) {
        String result = switch (field.result()) {
            case FieldVerification.Result.Valid _ -> "valid";
            case FieldVerification.Result.Noted _ -> "noted";
            case FieldVerification.Result.Ignored _ -> "ignored";
            case FieldVerification.Result.Invalid _ -> "invalid";
        };
        return new JsonLine()
                .put("result", result)
                .put("status", refusal(field).map(Refusal::status).orElse(0))
                .objects(
                        "steps",
                        field.checks().stream().map(VerificationReport::check).toList());
    }

    private static JsonLine check(Check check) {
        return new JsonLine()
                .put("step", word(check.step()))
                .put("source", source(check.step()))
                .put("outcome", check.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("detail", check.detail());
    }
}
