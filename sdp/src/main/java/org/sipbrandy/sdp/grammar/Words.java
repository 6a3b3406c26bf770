package org.sipbrandy.sdp.grammar;

import org.sipbrandy.sdp.SdpParseException;

/** Reads the space-separated words of one line from left to right; runs of spaces are tolerated as one. */
public final class Words {
    private final String text;
    private int position;
    private int wordStart;

    public Words(String text) {
        this.text = text;
    }

    /** Whether another word follows. */
    public boolean hasNext() {
        skipSpaces();
        return position < text.length();
    }

    /** The next word, or an exception that says {@code what} is missing. */
    public String next(String what) {
        skipSpaces();
        wordStart = position;
        while (position < text.length() && !isSpace(text.charAt(position))) {
            position++;
        }
        if (position == wordStart) {
            throw new SdpParseException(wordStart, what + " is missing");
        }
        return text.substring(wordStart, position);
    }

    /** The next word without moving on; empty at the end. */
    public String peek() {
        int before = position;
        int startBefore = wordStart;
        String word = hasNext() ? next("word") : "";
        position = before;
        wordStart = startBefore;
        return word;
    }

    /** The next word as a decimal number. */
    public long number(long min, long max, String what) {
        String word = next(what);
        try {
            return SdpGrammar.number(word, min, max, what);
        } catch (SdpParseException e) {
            throw e.shifted(wordStart);
        }
    }

    /** The next word as a token. */
    public String token(String what) {
        String word = next(what);
        try {
            return SdpGrammar.token(word, what);
        } catch (SdpParseException e) {
            throw e.shifted(wordStart);
        }
    }

    /** All that follows the spaces after the last word. */
    public String rest() {
        skipSpaces();
        String rest = text.substring(position);
        position = text.length();
        return rest;
    }

    /** Fails if anything but spaces is left. */
    public void end(String what) {
        if (hasNext()) {
            throw new SdpParseException(position, what + " has something after its end");
        }
    }

    private void skipSpaces() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
