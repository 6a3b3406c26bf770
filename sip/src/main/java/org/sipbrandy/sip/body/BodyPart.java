package org.sipbrandy.sip.body;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.ContentDisposition;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipParseException;

/**
 * A part of a multipart body, RFC 2046 §5.1.
 *
 * @param headers the MIME header fields
 */
public record BodyPart(Headers headers, Body body) {
    /** A part with a Content-Type. */
    public static BodyPart of(MediaType type, Body body) {
        return new BodyPart(Headers.NONE.with(HeaderName.CONTENT_TYPE, type), body);
    }

    /** The same with a Content-ID, given without angle brackets, and a disposition. */
    public static BodyPart of(MediaType type, String contentId, ContentDisposition disposition, Body body) {
        return new BodyPart(
                of(type, body)
                        .headers
                        .with(HeaderName.CONTENT_ID, "<" + contentId + ">")
                        .with(HeaderName.CONTENT_DISPOSITION, disposition),
                body);
    }

    /**
     * Content-Type; {@code text/plain} where there is none, RFC 2046 §5.1.
     *
     * @throws SipParseException if malformed
     */
    public MediaType contentType() {
        return headers.contentType().orElse(MediaType.of("text", "plain"));
    }

    /**
     * The octets without their Content-Transfer-Encoding; SIP needs none, and base64 is read all the same (RFC 2045 §6).
     *
     * @throws SipParseException if they are encoded otherwise
     */
    public byte[] content() {
        return switch (headers.first("Content-Transfer-Encoding")
                .orElse("binary")
                .toLowerCase(Locale.ROOT)) {
            case "binary", "8bit", "7bit" -> body.bytes();
            case "base64" -> base64();
            default -> throw new SipParseException("an unknown Content-Transfer-Encoding", 0);
        };
    }

    private byte[] base64() {
        try {
            return Base64.getMimeDecoder().decode(body.bytes());
        } catch (IllegalArgumentException e) {
            throw new SipParseException("malformed base64", 0);
        }
    }

    /** Content-ID without its angle brackets; empty if missing, given twice or without brackets. */
    public Optional<String> contentId() {
        Optional<String> value = headers.first(HeaderName.CONTENT_ID);
        if (value.isEmpty() || headers.count(HeaderName.CONTENT_ID) > 1) {
            return Optional.empty();
        }
        String text = value.get();
        boolean bracketed = text.length() > 2 && text.startsWith("<") && text.endsWith(">");
        return bracketed ? Optional.of(text.substring(1, text.length() - 1)) : Optional.empty();
    }

    /** @throws SipParseException if malformed */
    public Optional<ContentDisposition> contentDisposition() {
        return headers.contentDisposition();
    }

    /** Whether the body may be left aside: Content-Disposition says {@code handling=optional}. */
    public boolean isOptional() {
        return contentDisposition().filter(ContentDisposition::isOptional).isPresent();
    }
}
