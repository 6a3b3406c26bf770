package org.sipbrandy.call.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.body.BodyAssessment;
import org.sipbrandy.sip.body.BodyPart;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipResponse;

/**
 * What a body holds that a call uses: the session description, wherever in a multipart it is (RFC 5621 §4.2, STIR-AS-25),
 * and the parts that a {@code cid:} URL may name.
 *
 * @param description the session description
 * @param parts those with a Content-ID
 */
public record Contents(Optional<SessionDescription> description, List<org.sipbrandy.stir.BodyPart> parts) {
    private static final Set<String> CERTIFICATES =
            Set.of("application/pkix-cert", "application/pem-certificate-chain", "application/x-x509-ca-cert");

    public Contents {
        parts = List.copyOf(parts);
    }

    /** A body that cannot be read. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;

        Unreadable(int status, String message) {
            super(message);
            this.status = status;
        }

        /** What a request with it is refused with: 400, or 415 where a part that has to be understood is not. */
        public int status() {
            return status;
        }
    }

    /** @throws Unreadable if the body is not what its type says, or holds what has to be understood and is not */
    public static Contents of(SipMessage message) {
        // nobody can be told that a response is not understood; what is strange in it is left aside
        boolean lenient = message instanceof SipResponse;
        return switch (BodyAssessment.of(message, part -> lenient || understood(part))) {
            case BodyAssessment.Understood(var parts) -> read(parts);
            case BodyAssessment.Unsupported it ->
                throw new Unreadable(it.status(), "a body with " + it.type() + " that has to be understood");
            case BodyAssessment.Malformed it -> throw new Unreadable(it.status(), "unreadable body: " + it.reason());
        };
    }

    private static boolean understood(BodyPart part) {
        var type = part.contentType();
        return isSession(part) || CERTIFICATES.contains(type.type() + "/" + type.subtype());
    }

    /** RFC 3261 §20.11: a description is of the session unless its disposition says otherwise (RFC 3959 has another one). */
    private static boolean isSession(BodyPart part) {
        return part.contentType().is(MediaType.SDP)
                && part.contentDisposition()
                        .map(it -> it.type().equals("session"))
                        .orElse(true);
    }

    private static Contents read(List<BodyPart> understood) {
        Optional<SessionDescription> description = Optional.empty();
        var named = new ArrayList<org.sipbrandy.stir.BodyPart>();
        try {
            for (BodyPart part : understood) {
                part.headers()
                        .first(HeaderName.CONTENT_ID)
                        .ifPresent(id -> named.add(new org.sipbrandy.stir.BodyPart(
                                id, part.contentType().toString(), part.content())));
                if (isSession(part)) {
                    if (description.isPresent()) { // which one would be meant is anybody's guess
                        throw new Unreadable(400, "unreadable body: two session descriptions");
                    }
                    description = Optional.of(SessionDescription.parse(part.content()));
                }
            }
        } catch (SipParseException | IllegalArgumentException e) {
            throw new Unreadable(400, "unreadable body: " + e.getMessage());
        }
        return new Contents(description, named);
    }
}
