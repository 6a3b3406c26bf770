package org.sipbrandy.sip.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The octets of a body; immutable. */
public final class Body {
    /** No octets. */
    public static final Body EMPTY = new Body(new byte[0]);

    private final byte[] octets;

    private Body(byte[] octets) {
        this.octets = octets;
    }

    /** A copy of the octets. */
    public static Body of(byte[] octets) {
        return octets.length == 0 ? EMPTY : new Body(octets.clone());
    }

    /** The text in UTF-8. */
    public static Body of(String text) {
        return text.isEmpty() ? EMPTY : new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    static Body copyOf(byte[] octets, int start, int end) {
        return start == end ? EMPTY : new Body(Arrays.copyOfRange(octets, start, end));
    }

    public int length() {
        return octets.length;
    }

    public boolean isEmpty() {
        return octets.length == 0;
    }

    /** A copy. */
    public byte[] bytes() {
        return octets.clone();
    }

    /** The octets read as UTF-8; malformed ones are replaced. */
    public String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(octets, 0, target, at, octets.length);
    }

    /** Writes the octets to a stream in memory. */
    public void writeTo(ByteArrayOutputStream out) {
        out.write(octets, 0, octets.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Body body && Arrays.equals(octets, body.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return octets.length + " octets";
    }
}
