package org.sipbrandy.stir;

import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.passport.Passport;

/** What came of asking for a signature. */
public sealed interface Signing {

    /**
     * Signed.
     *
     * @param identity the header field to add
     * @param date the value that the Date header field has to have (STIR-AS-05)
     * @param passport the token
     * @param credential whose certificate the {@code info} URI must lead to
     */
    record Signed(IdentityHeader identity, String date, Passport passport, Credential credential) implements Signing {}

    /** Not signed. */
    record Refused(Reason reason, String detail) implements Signing {}

    /** Why there is no signature. */
    enum Reason {
        /** From or To is no SIP or tel URI, or a fingerprint is malformed. */
        MALFORMED_REQUEST,
        /** No credential for the identity in From (RFC 8224 §6.1 step 1). */
        NOT_AUTHORITATIVE,
        /** The user's key is locked away or wiped (RFC 8224 §6.1 step 2). */
        LOCKED,
        /** Every credential for that identity is one that is not to sign (RFC 8224 §6.2.2, 437). */
        NO_OTHER_CREDENTIAL,
        /** Date is malformed or more than a minute off (RFC 8224 §6.1 step 3). */
        DATE_NOT_FRESH,
        /** Date or now is outside the certificate's validity (RFC 8224 §6.1 step 3). */
        CREDENTIAL_NOT_VALID,
        /** The {@code info} URI is of a scheme that verifiers refuse (RFC 8226 §4, RFC 7515 §4.1.5). */
        INFO_NOT_USABLE,
        /** Keys or known peers cannot be had from where they are kept. */
        STORE_UNAVAILABLE,
        /** msec without a fingerprint would protect nothing (RFC 8862 §4). */
        NO_FINGERPRINT
    }
}
