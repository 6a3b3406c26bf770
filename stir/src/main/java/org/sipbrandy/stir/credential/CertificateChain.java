package org.sipbrandy.stir.credential;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sipbrandy.stir.StirParseException;

/**
 * A signer's certificate and those of its issuers, as received; nothing is trusted by being here.
 *
 * @param signer the first
 * @param issuers the others in DER, in any order, without the anchor or with it; at most seven
 */
public record CertificateChain(SigningCertificate signer, List<byte[]> issuers) {
    private static final int MAX_LENGTH = 8;
    private static final int MAX_BYTES = 64 * 1024;

    public CertificateChain {
        issuers = List.copyOf(issuers);
    }

    /**
     * One certificate in DER (application/pkix-cert, RFC 2585 §4.1), or several in PEM, the signer's first.
     *
     * @throws StirParseException if it is neither, larger than 64 KiB or longer than eight
     */
    public static CertificateChain parse(byte[] content) {
        if (content.length > MAX_BYTES) {
            throw new StirParseException(MAX_BYTES, "certificates too large");
        }
        if (!Pem.looksLikePem(content)) {
            return new CertificateChain(SigningCertificate.parse(content), List.of());
        }
        List<byte[]> blocks = Pem.read("CERTIFICATE", new String(content, StandardCharsets.ISO_8859_1));
        if (blocks.isEmpty() || blocks.size() > MAX_LENGTH) {
            throw new StirParseException(0, blocks.isEmpty() ? "no certificate in PEM" : "a chain too long");
        }
        return new CertificateChain(
                SigningCertificate.parse(blocks.getFirst()), List.copyOf(blocks.subList(1, blocks.size())));
    }

    /** All in PEM, the signer's first. */
    public String pem() {
        var text = new StringBuilder(signer.pem());
        issuers.forEach(der -> text.append(Pem.write("CERTIFICATE", der)));
        return text.toString();
    }

    /** What a certificate's message part or URI holds: the one certificate in DER, or all in PEM. */
    public byte[] encoded() {
        return issuers.isEmpty() ? signer.der() : pem().getBytes(StandardCharsets.US_ASCII);
    }
}
