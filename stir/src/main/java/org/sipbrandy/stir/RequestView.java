package org.sipbrandy.stir;

import java.util.List;
import java.util.Optional;

/**
 * What signing and verifying see of a SIP request.
 *
 * @param method such as {@code INVITE}
 * @param from addr-spec of the From header field, as on the wire
 * @param to addr-spec of the To header field
 * @param date value of the Date header field
 * @param identity values of all Identity header fields, in order
 * @param fingerprints values of all {@code a=fingerprint} lines of the session description, of session and media level
 * @param parts body parts with a Content-ID, nested ones included, those of the alternatives not chosen left out
 * @param callId value of Call-ID
 * @param fromTag tag of From
 * @param cseq number of CSeq
 */
public record RequestView(
        String method,
        String from,
        String to,
        Optional<String> date,
        List<String> identity,
        List<String> fingerprints,
        List<BodyPart> parts,
        String callId,
        String fromTag,
        long cseq) {

    public RequestView {
        identity = List.copyOf(identity);
        fingerprints = List.copyOf(fingerprints);
        parts = List.copyOf(parts);
    }

    /** The same with that Date. */
    public RequestView at(String value) {
        return new RequestView(
                method, from, to, Optional.of(value), identity, fingerprints, parts, callId, fromTag, cseq);
    }
}
