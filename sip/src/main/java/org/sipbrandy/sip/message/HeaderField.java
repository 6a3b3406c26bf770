package org.sipbrandy.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One header field. A received one keeps its octets, and is written with them. Immutable. */
public final class HeaderField {
    private final String name;
    /** The whole line or lines as received, without the last CRLF; or as they will be written. */
    private final byte[] octets;

    private final int start;
    private final int valueStart;
    private final int end;
    private final boolean folded;
    private @Nullable String value;
    private @Nullable Object typed;

    HeaderField(String name, byte[] octets, int start, int valueStart, int end, boolean folded) {
        this.name = name;
        this.octets = octets;
        this.start = start;
        this.valueStart = valueStart;
        this.end = end;
        this.folded = folded;
    }

    /**
     * A field to be sent.
     *
     * @param name a token; compact forms become the long name
     * @param value without line breaks
     */
    public static HeaderField of(String name, String value) {
        if (!CharClass.isToken(name)) {
            throw new IllegalArgumentException("header name is not a token");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n') {
                throw new IllegalArgumentException("line break in header value");
            }
        }
        String canonical = HeaderName.canonical(name);
        String trimmed = value.strip();
        byte[] octets = (canonical + ": " + trimmed).getBytes(StandardCharsets.UTF_8);
        HeaderField field = new HeaderField(canonical, octets, 0, canonical.length() + 2, octets.length, false);
        field.value = trimmed;
        return field;
    }

    /** The usual spelling if the name is known, else as received. */
    public String name() {
        return name;
    }

    /** The value unfolded, without white space around it; octets that are not UTF-8 are replaced. */
    public String value() {
        String known = value;
        if (known == null) {
            known = folded ? Folding.unfold(octets, valueStart, end) : Folding.trimmed(octets, valueStart, end);
            value = known;
        }
        return known;
    }

    /** A copy of the octets of the field as written: name, colon, value with its folds; no CRLF at the end. */
    public byte[] bytes() {
        return Arrays.copyOfRange(octets, start, end);
    }

    /** The same octets, followed by others: the old text is left exactly as it came. */
    HeaderField withSuffix(String suffix) {
        byte[] added = suffix.getBytes(StandardCharsets.UTF_8);
        byte[] line = Arrays.copyOf(bytes(), end - start + added.length);
        System.arraycopy(added, 0, line, end - start, added.length);
        return new HeaderField(name, line, 0, valueStart - start, line.length, folded);
    }

    boolean is(String canonicalName) {
        return name.equals(canonicalName);
    }

    @Nullable
    Object typed() {
        return typed;
    }

    void keepTyped(Object parsed) {
        typed = parsed;
    }

    int encodedLength() {
        return end - start + 2;
    }

    int copyTo(byte[] target, int at) {
        System.arraycopy(octets, start, target, at, end - start);
        int next = at + end - start;
        target[next] = '\r';
        target[next + 1] = '\n';
        return next + 2;
    }

    /** By name without regard to case, and unfolded value. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeaderField f
                && f.name.equalsIgnoreCase(name)
                && f.value().equals(value());
    }

    @Override
    public int hashCode() {
        return name.toLowerCase(Locale.ROOT).hashCode() * 31 + value().hashCode();
    }

    @Override
    public String toString() {
        return name + ": " + value();
    }
}
