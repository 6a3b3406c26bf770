package org.sipbrandy.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** Reads one line of events. */
final class JsonObject {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonObject() {}

    /** The members: strings, numbers and booleans as strings, arrays as lists of them; null members are left out. */
    static Map<String, Object> parse(String line) {
        try (var parser = FACTORY.createParser(tools.jackson.core.ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new AssertionError("not a JSON object: " + line);
            }
            var members = new LinkedHashMap<String, Object>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY) {
                    members.put(name, array(parser));
                } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
                    members.put(name, parser.getString());
                }
            }
            return members;
        }
    }

    private static List<String> array(JsonParser parser) {
        var list = new ArrayList<String>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(parser.getString());
        }
        return list;
    }
}
