package org.sipbrandy.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.sipbrandy.stir.passport.Json;
import org.sipbrandy.stir.passport.JsonReader;

/** One event as {@code --json} writes it, read back. A member that is absent or {@code null} is an empty text. */
record EventLine(Json.Members members) {

    /** @throws org.sipbrandy.stir.StirParseException if the line is not one JSON object */
    static EventLine parse(String line) {
        if (JsonReader.read(line.getBytes(StandardCharsets.UTF_8)) instanceof Json.Members members) {
            return new EventLine(members);
        }
        throw new org.sipbrandy.stir.StirParseException(0, "not a JSON object");
    }

    String name() {
        return text("event");
    }

    String call() {
        return text("call");
    }

    Instant time() {
        return Instant.parse(text("time"));
    }

    /** A text, number or literal, as it is written. */
    String text(String name) {
        return members.member(name).map(EventLine::plain).orElse("");
    }

    long number(String name) {
        return Math.round(Double.parseDouble(text(name)));
    }

    List<String> texts(String name) {
        return members.member(name).orElse(Json.Literal.NULL) instanceof Json.Array(var elements)
                ? elements.stream().map(EventLine::plain).toList()
                : List.of();
    }

    private static String plain(Json value) {
        return switch (value) {
            case Json.Text(String text) -> text;
            case Json.Num(String text) -> text;
            case Json.Literal literal -> literal == Json.Literal.NULL ? "" : literal.text();
            case Json.Array _, Json.Members _ -> "";
        };
    }
}
