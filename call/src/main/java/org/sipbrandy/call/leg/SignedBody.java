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
        var signed = signatures.getFirst();
        request.set(HeaderName.DATE, signed.date());
        signatures.forEach(
                one -> request.add(HeaderName.IDENTITY, one.identity().toString()));
        if (ContentId.ofUrl(signed.identity().info()).isEmpty()) {
            return; // the certificate is where an https URI leads to (RFC 8224 §4)
        }
        var certificate = BodyPart.certificate(signed.credential(), certificateName);
        var type = MediaType.parse("multipart/mixed").withParameter("boundary", boundary);
        var parts = List.of(
                part(MediaType.SDP, Headers.NONE, description.toBytes()),
                part(
                        MediaType.parse(certificate.contentType()),
                        Headers.builder()
                                .add(HeaderName.CONTENT_ID, certificateName.header())
                                // RFC 5621 §7.2.1: whoever does not know the type may leave it aside
                                .add(HeaderName.CONTENT_DISPOSITION, "attachment;handling=optional")
                                .build(),
                        certificate.content()));
        var body = new Multipart(type, parts);
        request.set("MIME-Version", "1.0");
        request.body(type, body.encode());
    }

    private static org.sipbrandy.sip.body.BodyPart part(MediaType type, Headers added, byte[] content) {
        var headers =
                Headers.builder().add(HeaderName.CONTENT_TYPE, type.toString()).addAll(added);
        return new org.sipbrandy.sip.body.BodyPart(headers.build(), Body.of(content));
    }
}
