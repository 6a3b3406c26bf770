package org.sipbrandy.stir;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.passport.Passport;

/**
 * What came of one Identity header field.
 *
 * @param index its place among the Identity header fields, from 0
 * @param header the field, if it is of its form
 * @param msec whether it asks for the profile of RFC 8862, rightly or not
 * @param checks every step, in order
 * @param result what follows
 */
public record FieldVerification(
        int index, Optional<IdentityHeader> header, boolean msec, List<Check> checks, Result result) {

    public FieldVerification {
        checks = List.copyOf(checks);
    }

    /** What follows from the checks. */
    public sealed interface Result {
        /** All passed. */
        record Valid(VerifiedIdentity identity) implements Result {}

        /**
         * A token of another profile, such as shaken or div: its signature is right, and it is shown who made it. It says
         * nothing of the originator that anybody relies on here, and is never taken for msec.
         *
         * @param signer whom the certificate is for
         * @param certified its chain leads to a configured anchor
         */
        record Noted(String ppt, String signer, boolean certified, Passport passport) implements Result {}

        /** The extension is not supported: as if the field were not there (RFC 8224 §6.2 step 1). */
        record Ignored(String ppt) implements Result {}

        /** One failed. */
        record Invalid(Refusal refusal) implements Result {}
    }
}
