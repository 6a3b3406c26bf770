package org.sipbrandy.cli.report;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;

/** The facts of a call, a column for each side. */
final class Facts {
    private final Markup body;
    private final List<Side> sides;

    private Facts(Markup body, List<Side> sides) {
        this.body = body;
        this.sides = sides;
    }

    static void add(Markup body, List<Side> sides) {
        new Facts(body, sides).add();
    }

    private void add() {
        body.open("section").element("h2", "The call");
        body.open("table", "class", "facts" + (sides.size() > 1 ? " both" : ""));
        if (sides.size() > 1) {
            body.open("thead").open("tr").element("td", "");
            sides.forEach(side -> body.element("th", side.caller() ? "caller" : "callee", "scope", "col"));
            body.close().close();
        }
        body.open("tbody");
        verdict("Level", verdict -> verdict.level().word());
        verdict("Trust in the peer's key", verdict -> verdict.trust().word());
        verdict("Policy", verdict -> verdict.policy().word());
        verdict(
                "Peer, as verified",
                verdict -> verdict.peer().map(PeerIdentity::name).orElse(""));
        row(
                "Safety number of the peer",
                (markup, side) -> side.verdict().flatMap(Verdict::peer).ifPresent(peer -> safetyNumber(markup, peer)));
        established("Codec", "codec");
        established("SRTP", "srtp_profile");
        established("DTLS", "dtls_version");
        text(
                "Forward secrecy", // every suite of ours agrees on keys by ECDHE
                side -> side.established()
                        .filter(event -> !event.text("dtls_version").isEmpty())
                        .map(_ -> "yes: the keys were made for this call and are gone")
                        .orElse(""));
        established("Own candidate", "local_candidate");
        established("Peer's candidate", "remote_candidate");
        text("Signalling", Side::hop);
        text(
                "Media for",
                side -> side.ended()
                        .filter(end -> end.number("duration_ms").isPresent())
                        .map(end -> Figure.span(end.number("duration_ms").getAsDouble()))
                        .orElse(""));
        text(
                "Ended",
                side -> side.ended()
                        .map(end -> end.text("reason") + Why.status(end))
                        .orElse("not told"));
        text("Ended by", side -> side.ended().map(Facts::endedBy).orElse(""));
        body.close().close().close();
    }

    private static String endedBy(Event end) {
        return switch (end.text("by")) {
            case "local" -> "this side";
            case "remote" -> "the peer";
            default -> "the network";
        };
    }

    private void verdict(String name, Function<Verdict, String> value) {
        text(name, side -> side.verdict().map(value).orElse(""));
    }

    private void established(String name, String member) {
        text(name, side -> side.established().map(event -> event.text(member)).orElse(""));
    }

    private void text(String name, Function<Side, String> value) {
        row(name, (markup, side) -> markup.text(value.apply(side)));
    }

    /** A row, unless no side has anything to say. */
    private void row(String name, BiConsumer<Markup, Side> value) {
        var cells = sides.stream()
                .map(side -> {
                    var cell = new Markup();
                    value.accept(cell, side);
                    return cell;
                })
                .toList();
        if (cells.stream().allMatch(cell -> cell.toString().isEmpty())) {
            return;
        }
        body.open("tr").element("th", name, "scope", "row");
        for (Markup cell : cells) {
            if (cell.toString().isEmpty()) {
                body.element("td", "–", "class", "none");
            } else {
                body.open("td").add(cell).close();
            }
        }
        body.close();
    }

    /** Nobody could say whose number that of a one-time key is. */
    private static void safetyNumber(Markup markup, PeerIdentity peer) {
        if (peer.trust() == Trust.ANONYMOUS) {
            markup.text("none: a key of this call alone");
        } else {
            groups(markup, peer.safetyNumber());
            if (!peer.safetyNumber().isBlank()) {
                CodeDrawing.of(peer).ifPresent(markup::add);
            }
        }
    }

    private static void groups(Markup markup, String number) {
        markup.open("div", "class", "digits");
        for (String group : number.split(" ")) {
            markup.element("span", group).text(" ");
        }
        markup.close();
    }
}
