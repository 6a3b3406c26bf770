package org.sipbrandy.call.identity;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.body.BodyPart;
import org.sipbrandy.sip.body.Multipart;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParseException;

/**
 * What a body holds that a call uses: the session description, wherever in a multipart it is (RFC 5621 §4.2, STIR-AS-25),
 * and the parts that a {@code cid:} URL may name.
 *
 * @param description the first session description
 * @param parts those with a Content-ID
 */
public record Contents(Optional<SessionDescription> description, List<org.sipbrandy.stir.BodyPart> parts) {
    private static final int MAX_DEPTH = 4;
    private static final MediaType SDP = MediaType.SDP;

    public Contents {
        parts = List.copyOf(parts);
    }

    /** A body that cannot be read: what is wrong, for a 400 or 488. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @throws Unreadable if the body is not what its type says */
    public static Contents of(SipMessage message) {
        var reader = new Reader();
        var type = message.headers().contentType();
        try {
            if (type.isPresent() && !message.body().isEmpty()) {
                reader.read(type.get(), message.body().bytes(), 0);
            }
        } catch (SipParseException | IllegalArgumentException e) {
            throw new Unreadable("unreadable body: " + e.getMessage(), e);
        }
        return new Contents(Optional.ofNullable(reader.description), reader.parts);
    }

    private static final class Reader {
        private @org.jspecify.annotations.Nullable SessionDescription description;
        private final List<org.sipbrandy.stir.BodyPart> parts = new ArrayList<>();

        void read(MediaType type, byte[] octets, int depth) {
            if (type.is(SDP)) {
                if (description == null) {
                    description = SessionDescription.parse(octets);
                }
            } else if (type.isMultipart() && depth < MAX_DEPTH) {
                for (BodyPart part : Multipart.parse(type, octets).parts()) {
                    byte[] content = decoded(part);
                    part.headers()
                            .first(HeaderName.CONTENT_ID)
                            .ifPresent(id -> parts.add(new org.sipbrandy.stir.BodyPart(
                                    id, part.contentType().toString(), content)));
                    read(part.contentType(), content, depth + 1);
                }
            }
        }

        private static byte[] decoded(BodyPart part) {
            boolean base64 = part.headers()
                    .first("Content-Transfer-Encoding")
                    .filter(encoding -> encoding.equalsIgnoreCase("base64"))
                    .isPresent();
            return base64
                    ? Base64.getMimeDecoder().decode(part.body().bytes())
                    : part.body().bytes();
        }
    }
}
