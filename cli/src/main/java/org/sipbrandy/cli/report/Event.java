package org.sipbrandy.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One line of {@code --json}. Members that are absent, or null, or of another kind, read as empty. */
final class Event {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> members;

    private Event(Map<String, Object> members) {
        this.members = members;
    }

    /** Reads a line; empty if it is not a JSON object. */
    static Optional<Event> parse(String line) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            var members = new HashMap<String, Object>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                switch (parser.nextToken()) {
                    case VALUE_STRING -> members.put(name, parser.getString());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> members.put(name, parser.getDoubleValue());
                    case VALUE_TRUE -> members.put(name, true);
                    case VALUE_FALSE -> members.put(name, false);
                    case START_ARRAY -> members.put(name, strings(parser));
                    case START_OBJECT -> parser.skipChildren();
                    case VALUE_NULL -> {}
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(new Event(members));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static List<String> strings(JsonParser parser) {
        var list = new ArrayList<String>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.VALUE_STRING) {
                list.add(parser.getString());
            } else {
                parser.skipChildren();
            }
        }
        return list;
    }

    String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    OptionalDouble number(String name) {
        return members.get(name) instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    boolean flag(String name) {
        return members.get(name) instanceof Boolean flag && flag;
    }

    List<String> list(String name) {
        var list = new ArrayList<String>();
        if (members.get(name) instanceof List<?> all) {
            all.forEach(one -> list.add(String.valueOf(one)));
        }
        return list;
    }
}
