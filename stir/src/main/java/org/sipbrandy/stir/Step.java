package org.sipbrandy.stir;

/** The steps of verifying one Identity header field, in their order (RFC 8224 §6.2). */
public enum Step {
    /** The header field and the token are of their form. */
    SYNTAX("§4; RFC 8225 §6, §7"),
    /** Step 1: the extension is supported. */
    PPT("§6.2 step 1"),
    /** Step 2: the originator is taken from From. */
    ORIGINATOR("§6.2 step 2"),
    /** typ, alg and ppt are as they must be; x5u equals info. */
    HEADER("§4.1"),
    /** Step 3: there is a certificate. */
    CREDENTIAL("§6.2 step 3"),
    /** Step 3: the certificate is of a supported kind and vouched for. */
    SUPPORT("§6.2 step 3"),
    /** The certificate names the originator. */
    AUTHORITY("§8.4; RFC 8862 §4.1"),
    /** Step 4: Date is fresh. */
    DATE("§6.2 step 4"),
    /** Step 4: Date, iat and now are within the certificate's validity. */
    VALIDITY("§6.2 step 4"),
    /** Step 4: iat is fresh. */
    IAT("§6.2 step 4"),
    /** Step 5: the signature is right. */
    SIGNATURE("§6.2 step 5"),
    /** orig is the originator. */
    ORIG("§6.2.4"),
    /** dest contains the one in To. */
    DEST("§4.1"),
    /** The token says what its signer's issuer wants said. */
    CONSTRAINTS("RFC 8226 §8"),
    /** mky is the set of fingerprints of the session description. */
    MEDIA_KEYS("§4.1; RFC 8225 §5.2.2"),
    /** The token was not seen in another call. */
    REPLAY("§12.1");

    private final String source;

    Step(String source) {
        this.source = source;
    }

    /** Where the step is prescribed; sections are of RFC 8224. */
    public String source() {
        return source;
    }
}
