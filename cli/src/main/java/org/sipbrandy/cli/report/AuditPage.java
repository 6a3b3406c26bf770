package org.sipbrandy.cli.report;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.cli.audit.AuditStep;
import org.sipbrandy.cli.audit.AuditedCall;
import org.sipbrandy.cli.text.Observed;

/** The page about the calls of a capture: an overview, then each with its steps, its reasons and its ladder. */
public final class AuditPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Markup body = new Markup();

    private AuditPage() {}

    /**
     * A call.
     *
     * @param caller what {@code --json} would have written of it on the caller's side
     * @param callee the same on the callee's
     */
    public record Entry(AuditedCall call, List<String> caller, List<String> callee) {
        public Entry {
            caller = List.copyOf(caller);
            callee = List.copyOf(callee);
        }
    }

    /**
     * The page.
     *
     * @param name of the capture
     * @param remarks about the capture as a whole
     */
    public static String of(String name, List<Entry> calls, List<String> remarks) {
        var page = new AuditPage();
        page.overview(name, calls, remarks);
        for (int i = 0; i < calls.size(); i++) {
            page.call(calls.get(i), i + 1);
        }
        page.footer();
        return Document.of("Calls in " + name, page.body);
    }

    private void overview(String name, List<Entry> calls, List<String> remarks) {
        body.open("header")
                .element("p", "Audit of a capture", "class", "eyebrow")
                .open("p", "class", "parties")
                .element("b", name)
                .text(": " + calls.size() + (calls.size() == 1 ? " call" : " calls"))
                .close();
        remarks.forEach(remark -> body.element("p", remark, "class", "quiet"));
        body.close();
        if (calls.size() < 2) {
            return;
        }
        body.open("section")
                .element("h2", "The calls")
                .open("table", "class", "calls")
                .open("tbody");
        for (int i = 0; i < calls.size(); i++) {
            var call = calls.get(i).call();
            body.open("tr")
                    .open("th", "scope", "row")
                    .element("a", TIME.format(call.began()), "href", "#call" + (i + 1))
                    .close()
                    .open("td", "class", call.level().word())
                    .element("div", call.level().word(), "class", "badge")
                    .text(call.from() + " to " + call.to())
                    .close()
                    .close();
        }
        body.close().close().close();
    }

    private void call(Entry entry, int number) {
        var call = entry.call();
        body.open("header", "class", "call", "id", "call" + number)
                .open("p", "class", "parties")
                .element("b", call.from())
                .text(" called ")
                .element("b", call.to())
                .close()
                .open("div", "class", "verdict " + call.level().word())
                .element("p", call.level().word(), "class", "badge")
                .element("h1", sentence(call))
                .close()
                .close();
        var sides = List.of(Side.of(entry.caller()), Side.of(entry.callee()));
        steps(call);
        if (!call.reasons().isEmpty()) {
            Why.add(body, List.of(sides.getFirst()));
        }
        facts(call);
        ladder(sides);
    }

    private static String sentence(AuditedCall call) {
        return Observed.sentence(call.level(), call.reasons(), call.caller(), call.callee());
    }

    private void steps(AuditedCall call) {
        body.open("section")
                .element("h2", "Steps of the protection")
                .open("table", "class", "steps")
                .open("tbody");
        for (AuditStep step : call.steps()) {
            body.open("tr").element("th", step.step().word(), "scope", "row").open("td");
            body.open("div", "class", cssClass(step.result()))
                    .element("span", sign(step.result()), "class", "sign")
                    .text(" ")
                    .element(
                            "span",
                            step.at()
                                    .map(at -> Figure.time(
                                            Duration.between(call.began(), at).toNanos() / 1e6))
                                    .orElse(step.result() == AuditStep.Result.NOT_SEEN ? "not seen" : "not reached"),
                            "class",
                            "when")
                    .text(" ")
                    .element("small", step.detail())
                    .close();
            body.close().close();
        }
        body.close().close().close();
    }

    private static String cssClass(AuditStep.Result result) {
        return switch (result) {
            case REACHED -> "reached";
            case FAILED -> "failed";
            case NOT_REACHED, NOT_SEEN -> "unknown";
        };
    }

    private static String sign(AuditStep.Result result) {
        return switch (result) {
            case REACHED -> "✓";
            case FAILED -> "✗";
            case NOT_REACHED -> "–";
            case NOT_SEEN -> "?";
        };
    }

    private void facts(AuditedCall call) {
        body.open("section")
                .element("h2", "The call")
                .open("table", "class", "facts")
                .open("tbody");
        fact("Began", TIME.format(call.began()));
        fact("Call-ID", call.callId());
        fact("How it went", call.outcome());
        fact("Caller, as verified", call.caller().map(AuditPage::identity).orElse("nobody"));
        fact("Callee, as verified", call.callee().map(AuditPage::identity).orElse("nobody"));
        call.notes().forEach(note -> fact("Note", note));
        body.close().close().close();
    }

    private static String identity(PeerIdentity peer) {
        return peer.name() + ", trust " + peer.trust().word() + ", safety number " + peer.safetyNumber();
    }

    private void fact(String name, String value) {
        body.open("tr").element("th", name, "scope", "row").element("td", value).close();
    }

    private void ladder(List<Side> sides) {
        body.open("section").element("h2", "Messages and steps");
        body.open("p", "class", "legend")
                .element("span", "signed keys", "class", "signed")
                .text(" a signature vouches for them; whether it holds, the receiver's step says. ")
                .element("span", "claimed", "class", "claimed")
                .text(
                        " nothing in the message vouches for them. Times are those of the capture, from its first message.")
                .close();
        var ladder = Ladder.of(sides);
        body.add(LadderDrawing.of(ladder, Page.WIDE, "wide"));
        body.add(LadderDrawing.of(ladder, Page.NARROW, "narrow"));
        body.close();
    }

    private void footer() {
        body.open("footer")
                .element(
                        "p",
                        "Written by brandy audit. An observer does not see everything: what the two programs asked for, and"
                                + " whether the signed keys are their owners', only they know. The page loads nothing and"
                                + " runs no script.")
                .close();
    }
}
