package org.sipbrandy.stir.passport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.stir.StirParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON as RFC 8259 has it and nothing more: one value, UTF-8, no member twice, small. */
public final class JsonReader {
    private static final int MAX_BYTES = 65_536;

    private static final int MAX_DEPTH = 16;

    private static final int MAX_NUMBER = 32;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .maxStringLength(MAX_BYTES)
                    .maxNameLength(MAX_BYTES)
                    .build())
            .build();

    private JsonReader() {}

    /**
     * @param utf8 at most 64 KiB
     * @throws StirParseException if it is not one JSON value of these limits
     */
    public static Json read(byte[] utf8) {
        if (utf8.length > MAX_BYTES) {
            throw new StirParseException(MAX_BYTES, "JSON too long");
        }
        // Decoded here, since Jackson would guess UTF-16 and UTF-32 from bytes.
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new StirParseException(-1, "JSON that is not UTF-8");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Json value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new StirParseException(-1, "text after the JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new StirParseException(-1, "not JSON: " + e.getOriginalMessage());
        }
    }

    private static Json value(JsonParser parser, @Nullable JsonToken token) {
        if (token == null) {
            throw new StirParseException(-1, "no JSON value");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Text(paired(parser.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
            case VALUE_TRUE -> Json.Literal.TRUE;
            case VALUE_FALSE -> Json.Literal.FALSE;
            case VALUE_NULL -> Json.Literal.NULL;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new StirParseException(-1, "no JSON value");
        };
    }

    private static Json object(JsonParser parser) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            String unique = paired(name);
            if (members.put(unique, value(parser, parser.nextToken())) != null) {
                throw new StirParseException(-1, "a member twice");
            }
        }
        return new Json.Members(members);
    }

    private static Json array(JsonParser parser) {
        List<Json> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return new Json.Array(elements);
    }

    /** Half a surrogate pair, which an escape can write, has no UTF-8 and so no canonical form. */
    private static String paired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new StirParseException(-1, "half a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }
}
