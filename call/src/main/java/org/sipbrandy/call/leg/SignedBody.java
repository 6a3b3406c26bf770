package org.sipbrandy.call.leg;

import java.util.List;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.body.Multipart;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.RequestBuilder;
import org.sipbrandy.stir.BodyPart;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.credential.ContentId;

/** Puts a signature, its Date and the signer's certificate into a request (RFC 8224 §6.1, RFC 8226 §7, CRED-16). */
public final class SignedBody {
    /** RFC 5621 §7.2.1: whoever does not know the type may leave it aside. */
    private static final String MAY_BE_IGNORED = "attachment;handling=optional";

    private SignedBody() {}

    /**
     * Adds an Identity for each signature and their Date, and makes the body a multipart of the description and the
     * certificate, unless that is found elsewhere.
     *
     * @param signatures of one request by one key; at least one
     */
    public static void put(
            RequestBuilder request,
            SessionDescription description,
            List<Signing.Signed> signatures,
            ContentId certificateName,
            String boundary) {
        if (!sign(request, signatures)) {
            return;
        }
        var certificate = BodyPart.certificate(signatures.getFirst().credential(), certificateName);
        var type = MediaType.parse("multipart/mixed").withParameter("boundary", boundary);
        var parts = List.of(
                part(MediaType.SDP, Headers.NONE, description.toBytes()),
                part(
                        MediaType.parse(certificate.contentType()),
                        Headers.builder()
                                .add(HeaderName.CONTENT_ID, certificateName.header())
                                .add(HeaderName.CONTENT_DISPOSITION, MAY_BE_IGNORED)
                                .build(),
                        certificate.content()));
        var body = new Multipart(type, parts);
        request.set("MIME-Version", "1.0");
        request.body(type, body.encode());
    }

    /** Adds Identity and Date to a request that describes no session; its body is the certificate (RFC 8262). */
    public static void putAlone(RequestBuilder request, Signing.Signed signed, ContentId certificateName) {
        if (sign(request, List.of(signed))) {
            var certificate = BodyPart.certificate(signed.credential(), certificateName);
            request.set(HeaderName.CONTENT_ID, certificateName.header());
            request.set(HeaderName.CONTENT_DISPOSITION, MAY_BE_IGNORED);
            request.body(MediaType.parse(certificate.contentType()), Body.of(certificate.content()));
        }
    }

    /** Whether the certificate goes with the request; else it is where an https URI leads to (RFC 8224 §4). */
    private static boolean sign(RequestBuilder request, List<Signing.Signed> signatures) {
        var signed = signatures.getFirst();
        request.set(HeaderName.DATE, signed.date());
        signatures.forEach(
                one -> request.add(HeaderName.IDENTITY, one.identity().toString()));
        return ContentId.ofUrl(signed.identity().info()).isPresent();
    }

    private static org.sipbrandy.sip.body.BodyPart part(MediaType type, Headers added, byte[] content) {
        var headers =
                Headers.builder().add(HeaderName.CONTENT_TYPE, type.toString()).addAll(added);
        return new org.sipbrandy.sip.body.BodyPart(headers.build(), Body.of(content));
    }
}
