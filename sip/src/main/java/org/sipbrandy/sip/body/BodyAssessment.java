package org.sipbrandy.sip.body;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipLimits;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParseException;

/** Whether the body of a message can be processed, RFC 3261 §8.2.3 and RFC 5621. */
public sealed interface BodyAssessment {
    /**
     * Everything that must be understood is.
     *
     * @param parts the understood parts in order, taken out of what they were nested in; of a
     *     multipart/alternative the best one
     */
    record Understood(List<BodyPart> parts) implements BodyAssessment {
        public Understood {
            parts = List.copyOf(parts);
        }
    }

    /** A part that must be understood is not: 415 with Accept, RFC 3261 §8.2.3. */
    record Unsupported(MediaType type) implements BodyAssessment {
        public int status() {
            return 415;
        }
    }

    /** A malformed body: 400. */
    record Malformed(String reason) implements BodyAssessment {
        public int status() {
            return 400;
        }
    }

    /**
     * Looks at the body of a message.
     *
     * @param understood asked for each part that is not multipart
     */
    static BodyAssessment of(SipMessage message, Predicate<BodyPart> understood) {
        if (message.body().isEmpty()) {
            return new Understood(List.of());
        }
        // RFC 3261 §20.15: a body must have a type
        if (!message.headers().has(HeaderName.CONTENT_TYPE)) {
            return new Malformed("body without Content-Type");
        }
        try {
            Headers mime = onlyMime(message.headers());
            return assess(new BodyPart(mime, message.body()), understood, 0);
        } catch (SipParseException e) {
            return new Malformed(e.reason());
        }
    }

    private static Headers onlyMime(Headers headers) {
        Headers.Builder mime = Headers.builder();
        headers.fields().stream()
                .filter(field -> field.name().regionMatches(true, 0, "Content-", 0, 8))
                .forEach(mime::add);
        return mime.build();
    }

    private static BodyAssessment assess(BodyPart part, Predicate<BodyPart> understood, int depth) {
        BodyAssessment inner = part.contentType().isMultipart()
                ? multipart(part.contentType(), part.body(), understood, depth + 1)
                : single(part, understood);
        boolean leaveAside = inner instanceof Unsupported && part.isOptional();
        // RFC 5621 §8.1: handling=optional lets what is not understood be ignored
        return leaveAside ? new Understood(List.of()) : inner;
    }

    private static BodyAssessment single(BodyPart part, Predicate<BodyPart> understood) {
        boolean encoded = part.headers()
                .first("Content-Encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent();
        return !encoded && understood.test(part) ? new Understood(List.of(part)) : new Unsupported(part.contentType());
    }

    private static BodyAssessment multipart(MediaType type, Body body, Predicate<BodyPart> understood, int depth) {
        if (depth > SipLimits.MAX_MULTIPART_DEPTH) {
            throw new SipParseException("multipart nested too deep", 0);
        }
        List<BodyPart> parts = Multipart.parse(type, body).parts();
        // RFC 2046 §5.1.3: other subtypes are treated as mixed
        return type.subtype().equals("alternative")
                ? alternative(type, parts, understood, depth)
                : mixed(parts, understood, depth);
    }

    private static BodyAssessment mixed(List<BodyPart> parts, Predicate<BodyPart> understood, int depth) {
        List<BodyPart> all = new ArrayList<>();
        for (BodyPart part : parts) {
            BodyAssessment inner = assess(part, understood, depth);
            if (!(inner instanceof Understood good)) {
                return inner;
            }
            all.addAll(good.parts());
        }
        return new Understood(all);
    }

    // RFC 2046 §5.1.4: the last that is understood is the best
    private static BodyAssessment alternative(
            MediaType type, List<BodyPart> parts, Predicate<BodyPart> understood, int depth) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (assess(parts.get(i), understood, depth) instanceof Understood good
                    && !good.parts().isEmpty()) {
                return good;
            }
        }
        return new Unsupported(type);
    }
}
