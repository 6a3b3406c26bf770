package org.sipbrandy.sip.message;

import java.util.HashSet;
import java.util.Set;

/** What a response takes from its request, RFC 3261 §8.2.6. */
final class ResponseHeaders {
    private static final Set<String> COPIED =
            Set.of(HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID, HeaderName.CSEQ);

    private ResponseHeaders() {}

    static Headers of(Headers request, int status) {
        Set<String> seen = new HashSet<>();
        Headers.Builder copied = Headers.builder();
        for (HeaderField field : request.fields()) {
            boolean wanted = COPIED.contains(field.name()) || status == 100 && field.is(HeaderName.TIMESTAMP);
            // a refused request may have a single field twice; its response has it once
            if (wanted && (field.is(HeaderName.VIA) || seen.add(field.name()))) {
                copied.add(field);
            }
        }
        return copied.build();
    }
}
