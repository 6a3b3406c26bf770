package org.sipbrandy.stir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One pass over an Identity header field. */
final class IdentityHeaderParser {
    private static final int MAX_LENGTH = 65_536;

    private static final int MAX_PARAMETERS = 32;

    private static final String TOKEN_MARKS = "-.!%*_+`'~";

    /** RFC 3986 §2, without what may not stand in angle brackets. */
    private static final String URI_MARKS = "-._~:/?#[]@!$&'()*+,;=%";

    private final String text;

    private int at;

    private Optional<String> info = Optional.empty();

    private Optional<String> alg = Optional.empty();

    private Optional<String> ppt = Optional.empty();

    private final List<String> others = new ArrayList<>();

    IdentityHeaderParser(String text) {
        this.text = text;
    }

    IdentityHeader parse() {
        if (text.length() > MAX_LENGTH) {
            throw new StirParseException(MAX_LENGTH, "an Identity header field too long");
        }
        space();
        String token = digest();
        space();
        for (int count = 0; at < text.length(); count++) {
            if (count == MAX_PARAMETERS) {
                throw new StirParseException(at, "too many parameters");
            }
            expect(';');
            parameter();
        }
        String found = info.orElseThrow(() -> new StirParseException(at, "no info parameter"));
        return new IdentityHeader(token, found, alg, ppt, others);
    }

    /** base64-char and "." of RFC 8224 §4, and the alphabet of RFC 8225 §6 (STIR-VS-30). */
    private String digest() {
        int start = at;
        while (at < text.length() && (alphanumeric(text.charAt(at)) || "./+-_".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == start) {
            throw new StirParseException(at, "no token");
        }
        return text.substring(start, at);
    }

    private void parameter() {
        space();
        int start = at;
        String name = token().toLowerCase(Locale.ROOT);
        space();
        if (at == text.length() || text.charAt(at) != '=') {
            if (name.equals("info") || name.equals("alg") || name.equals("ppt")) {
                throw new StirParseException(at, name + " without a value");
            }
            others.add(text.substring(start, at).strip());
            return;
        }
        at++;
        space();
        switch (name) {
            case "info" -> info = once(info, uri());
            case "alg" -> alg = once(alg, value());
            // A token by RFC 8224 §4; quoted in the example of RFC 8443
            case "ppt" -> ppt = once(ppt, value());
            default -> {
                int from = at;
                value();
                others.add(text.substring(start, from) + text.substring(from, at));
            }
        }
        space();
    }

    private Optional<String> once(Optional<String> before, String value) {
        if (before.isPresent()) {
            throw new StirParseException(at, "a parameter twice");
        }
        return Optional.of(value);
    }

    private String uri() {
        expect('<');
        int start = at;
        while (at < text.length() && text.charAt(at) != '>') {
            char c = text.charAt(at);
            if (!alphanumeric(c) && URI_MARKS.indexOf(c) < 0) {
                throw new StirParseException(at, "a character that no URI has");
            }
            at++;
        }
        String uri = text.substring(start, at);
        expect('>');
        int colon = uri.indexOf(':');
        if (colon < 1 || colon == uri.length() - 1 || uri.charAt(0) >= '0' && uri.charAt(0) <= '9') {
            throw new StirParseException(start, "info is not an absolute URI");
        }
        return uri;
    }

    /** gen-value of RFC 3261 §25.1: a token, a host or a quoted string; without its quotes. */
    private String value() {
        if (at == text.length() || text.charAt(at) != '"') {
            int start = at;
            while (at < text.length()
                    && (alphanumeric(text.charAt(at)) || (TOKEN_MARKS + "[]:").indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            if (at == start) {
                throw new StirParseException(at, "a parameter without a value");
            }
            return text.substring(start, at);
        }
        at++;
        StringBuilder out = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at == text.length() || text.charAt(at) < ' ' && text.charAt(at) != '\t') {
                throw new StirParseException(at, "a broken quoted string");
            }
            out.append(text.charAt(at++));
        }
        expect('"');
        return out.toString();
    }

    private String token() {
        int start = at;
        while (at < text.length() && (alphanumeric(text.charAt(at)) || TOKEN_MARKS.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == start) {
            throw new StirParseException(at, "no parameter name");
        }
        return text.substring(start, at);
    }

    private void expect(char c) {
        if (at == text.length() || text.charAt(at) != c) {
            throw new StirParseException(at, "no " + c);
        }
        at++;
    }

    private void space() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private static boolean alphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
