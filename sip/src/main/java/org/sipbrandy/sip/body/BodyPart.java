package org.sipbrandy.sip.body;

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
