package org.sipbrandy.cli.report;

import java.util.List;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.cli.text.Summary;

/** The page: HTML that is well-formed XML too, with everything that it needs inside. */
public final class Page {
    static final double WIDE = 720;
    static final double NARROW = 384;

    private final List<Side> sides;
    private final Markup body = new Markup();

    private Page(List<Side> sides) {
        this.sides = sides;
    }

    /**
     * The page about a call that one side told.
     *
     * @param lines what {@code --json} wrote, in order
     */
    public static String of(List<String> lines) {
        return new Page(List.of(Side.of(lines))).draw();
    }

    /** The page about a call that both sides told. */
    public static String of(List<String> caller, List<String> callee) {
        return new Page(List.of(Side.of(caller), Side.of(callee))).draw();
    }

    private String draw() {
        headline();
        Why.add(body, sides);
        Facts.add(body, sides);
        ladder();
        StepTable.add(body, sides);
        MediaPlots.add(body, sides);
        footer();
        return Document.of(title(), body);
    }

    private String title() {
        var first = sides.getFirst();
        return "Call of " + first.from() + " to " + first.to() + ": " + word(first);
    }

    private static String word(Side side) {
        return side.verdict().map(Verdict::level).orElse(Level.PENDING).word();
    }

    private void headline() {
        var first = sides.getFirst();
        body.open("header");
        body.element("p", "Report of a call", "class", "eyebrow");
        body.open("p", "class", "parties")
                .element("b", first.from().isEmpty() ? "nobody" : first.from())
                .text(" called ")
                .element("b", first.to().isEmpty() ? "nobody" : first.to())
                .close();
        boolean agreed = sides.size() == 2 && sentence(sides.getFirst()).equals(sentence(sides.getLast()));
        for (Side side : agreed ? sides.subList(0, 1) : sides) {
            body.open("div", "class", "verdict " + word(side));
            body.open("p", "class", "badge");
            if (sides.size() > 1) {
                body.text(agreed ? "Caller and callee: " : side.caller() ? "Caller: " : "Callee: ");
            }
            body.text(word(side)).close();
            body.element(sides.size() == 1 ? "h1" : "h2", sentence(side));
            body.close();
        }
        body.close();
    }

    private static String sentence(Side side) {
        return side.verdict()
                .map(verdict -> Summary.of(verdict, side.established().isPresent()))
                .orElse(Summary.UNDECIDED);
    }

    private void ladder() {
        var ladder = Ladder.of(sides);
        if (ladder.rungs().isEmpty()) {
            return;
        }
        body.open("section").element("h2", "Messages and steps");
        body.open("p", "class", "legend")
                .element("span", "signed keys", "class", "signed")
                .text(" a signature vouches for them; whether it holds, the receiver's step says. ")
                .element("span", "claimed", "class", "claimed")
                .text(" nothing in the message vouches for them. Times count from the INVITE.");
        if (ladder.both()) {
            body.text(" Both sides are on the caller's clock.");
        }
        body.close();
        body.add(LadderDrawing.of(ladder, WIDE, "wide"));
        body.add(LadderDrawing.of(ladder, NARROW, "narrow"));
        body.close();
    }

    private void footer() {
        body.open("footer")
                .element(
                        "p",
                        "Written by brandy from the events of the call, the same that --json prints. The page loads nothing"
                                + " and runs no script.")
                .close();
    }
}
