package org.sipbrandy.stir;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.CertificateSource.Answer;
import org.sipbrandy.stir.credential.ContentId;

/** Follows the {@code info} URI. A {@code cid:} leads into the same request and is never remembered (STIR-VS-18). */
final class CertificateLookup {
    private CertificateLookup() {}

    static Answer find(String info, RequestView request, CertificateSource source, Instant now) {
        return switch (InfoUri.of(info)) {
            case BODY -> inBody(info, request.parts());
            case SOURCE -> source.find(info, now);
            case REFUSED -> new Answer.NotFound("a URI of this scheme is not followed");
        };
    }

    /** The decoded name first, then the raw one (CRED-22). */
    private static Answer inBody(String info, List<BodyPart> parts) {
        for (Optional<ContentId> name : List.of(ContentId.ofUrl(info), ContentId.rawOfUrl(info))) {
            List<BodyPart> found = name.isEmpty()
                    ? List.of()
                    : parts.stream()
                            .filter(part -> ContentId.ofHeader(part.contentId()).equals(name))
                            .toList();
            if (!found.isEmpty()) {
                byte[] content = found.getFirst().content();
                // CRED-23: two different parts of one name
                if (found.stream().anyMatch(part -> !Arrays.equals(part.content(), content))) {
                    return new Answer.NotFound("several parts with this Content-ID");
                }
                return new Answer.Found(content);
            }
        }
        return new Answer.NotFound("no part with this Content-ID");
    }
}
