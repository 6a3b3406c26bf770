package org.sipbrandy.stir.passport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes the one serialisation that is signed (RFC 8225 §9). */
public final class CanonicalJson {
    /** By Unicode code points, which differs from {@link String#compareTo} beyond the basic plane. */
    static final Comparator<String> BY_CODE_POINT = CanonicalJson::compareCodePoints;

    private static final String HEX = "0123456789abcdef";

    private CanonicalJson() {}

    /** The text without whitespace, members in code point order at every level. */
    public static String write(Json value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Text text -> writeText(text.value(), out);
            case Json.Num number -> out.append(number.text());
            // RFC 8225 §9 rule 3
            case Json.Literal literal -> out.append(literal.text());
            case Json.Array array -> {
                out.append('[');
                String separator = "";
                for (Json element : array.elements()) {
                    out.append(separator);
                    write(element, out);
                    separator = ",";
                }
                out.append(']');
            }
            case Json.Members object -> writeMembers(object, out);
        }
    }

    private static void writeMembers(Json.Members object, StringBuilder out) {
        // RFC 8225 §9 rules 2 and 5
        List<Map.Entry<String, Json>> sorted = new ArrayList<>(object.members().entrySet());
        sorted.sort(Map.Entry.comparingByKey(BY_CODE_POINT));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Json> member : sorted) {
            out.append(separator);
            writeText(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    /** Escapes what RFC 8259 §7 says must be, and nothing else: no {@code \/}, no HTML-safe escapes. */
    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static int compareCodePoints(String left, String right) {
        int i = 0;
        while (i < left.length() && i < right.length()) {
            int a = left.codePointAt(i);
            int b = right.codePointAt(i);
            if (a != b) {
                return Integer.compare(a, b);
            }
            i += Character.charCount(a);
        }
        return Integer.compare(left.length(), right.length());
    }
}
