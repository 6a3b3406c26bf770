package org.sipbrandy.stir;

import java.util.Arrays;
import org.sipbrandy.stir.credential.ContentId;
import org.sipbrandy.stir.credential.Credential;

/**
 * A part of a request's body that a {@code cid:} URL can name (RFC 2392).
 *
 * @param contentId value of Content-ID, with its angle brackets
 * @param contentType value of Content-Type
 * @param content after undoing any transfer encoding; not to be changed
 */
public record BodyPart(String contentId, String contentType, byte[] content) {
    /** The media type of one certificate in DER (RFC 2585 §4.1). */
    public static final String PKIX_CERT = "application/pkix-cert";

    /** The media type of a certificate with those of its issuers, in PEM (RFC 8555 §9.1). */
    public static final String PEM_CHAIN = "application/pem-certificate-chain";

    /** The part that carries a signer's certificate with its request (CRED-16). */
    public static BodyPart certificate(Credential credential, ContentId name) {
        boolean alone = credential.chain().issuers().isEmpty();
        return new BodyPart(
                name.header(), alone ? PKIX_CERT : PEM_CHAIN, credential.chain().encoded());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BodyPart part
                && contentId.equals(part.contentId)
                && contentType.equals(part.contentType)
                && Arrays.equals(content, part.content);
    }

    @Override
    public int hashCode() {
        return 31 * contentId.hashCode() + Arrays.hashCode(content);
    }
}
