package org.sipbrandy.stir.credential;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The name of a body part, as its Content-ID header field has it and as a {@code cid:} URL does (RFC 2392 §2).
 *
 * @param value an addr-spec without angle brackets
 */
public record ContentId(String value) {
    private static final String SCHEME = "cid:";

    private static final int RANDOM_BYTES = 16;

    private static final int MAX_LENGTH = 512;

    public ContentId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("1 to 512 characters");
        }
    }

    /** A new name that needs no escapes, so that URL and header field agree byte for byte (CRED-22). */
    public static ContentId random(RandomGenerator random, String host) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        StringBuilder out = new StringBuilder(HexFormat.of().formatHex(bytes)).append('@');
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
            out.append(plain ? c : '-');
        }
        return new ContentId(out.toString());
    }

    /** From the value of a Content-ID header field, in angle brackets; empty if it has none. */
    public static Optional<ContentId> ofHeader(String field) {
        String text = field.strip();
        if (text.length() < 3 || text.length() > MAX_LENGTH || !text.startsWith("<") || !text.endsWith(">")) {
            return Optional.empty();
        }
        return Optional.of(new ContentId(text.substring(1, text.length() - 1)));
    }

    /** From a {@code cid:} URL with its escapes undone; empty if it is none or an escape is broken. */
    public static Optional<ContentId> ofUrl(String url) {
        Optional<String> raw = rawOfUrl(url).map(ContentId::value);
        return raw.flatMap(ContentId::unescape).filter(text -> !text.isEmpty()).map(ContentId::new);
    }

    /** From a {@code cid:} URL as it stands: RFC 2392 §3 leaves an escape in its own example. */
    public static Optional<ContentId> rawOfUrl(String url) {
        boolean cid = url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (!cid || url.length() == SCHEME.length() || url.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(new ContentId(url.substring(SCHEME.length())));
    }

    /** {@code cid:} and the name, escaped where a URL needs it. */
    public String url() {
        StringBuilder out = new StringBuilder(SCHEME);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~!$&'()*+,;=:@".indexOf(c) >= 0);
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    /** The value of a Content-ID header field. */
    public String header() {
        return "<" + value + ">";
    }

    private static Optional<String> unescape(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.put(in[i]);
            } else if (i + 2 < in.length && HexFormat.isHexDigit(in[i + 1]) && HexFormat.isHexDigit(in[i + 2])) {
                out.put((byte) (HexFormat.fromHexDigit(in[i + 1]) << 4 | HexFormat.fromHexDigit(in[i + 2])));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
