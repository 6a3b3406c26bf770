package org.sipbrandy.sip.message;

import java.util.List;

/** Comma-separated values, RFC 3261 §7.3.1. */
final class CommaList {
    private CommaList() {}

    /** Adds the elements, trimmed; empty ones are passed over. */
    static void split(String text, List<String> elements) {
        Cursor in = new Cursor(text);
        int start = 0;
        while (true) {
            char c = in.peek();
            if (in.atEnd() || c == ',') {
                String element = text.substring(start, in.at).strip();
                if (!element.isEmpty()) {
                    if (elements.size() == SipLimits.MAX_VALUES) {
                        throw in.error("too many values");
                    }
                    elements.add(element);
                }
                if (in.atEnd()) {
                    return;
                }
                start = ++in.at;
            } else if (c == '"') {
                in.at = in.endOfQuoted();
            } else if (c == '<') {
                int close = text.indexOf('>', in.at);
                if (close < 0) {
                    throw in.error("'>' expected");
                }
                in.at = close + 1;
            } else {
                in.at++;
            }
        }
    }
}
