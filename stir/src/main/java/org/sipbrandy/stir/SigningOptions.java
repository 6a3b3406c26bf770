package org.sipbrandy.stir;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.passport.PassportHeader;

/**
 * How to sign.
 *
 * @param info URI of the certificate: {@code cid:} of a part of the request's body, or {@code https:}
 * @param ppt the extension; empty for a baseline token
 * @param claimsMsec a claim {@code msec} in the payload, the other reading of RFC 8862 §4 (flows.md Q4)
 */
public record SigningOptions(String info, Optional<String> ppt, boolean claimsMsec) {

    /** @throws IllegalArgumentException if they cannot be written into a header field */
    public SigningOptions {
        IdentityHeader written = new IdentityHeader("-", info, Optional.empty(), ppt, List.of());
        try {
            if (!IdentityHeader.parse(written.toString()).equals(written)) {
                throw new IllegalArgumentException("not a token or a URI");
            }
        } catch (StirParseException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    /** The profile of RFC 8862. */
    public static SigningOptions msec(String info) {
        return msec(info, MsecForm.PPT);
    }

    /** The profile of RFC 8862, marked in that way. */
    public static SigningOptions msec(String info, MsecForm form) {
        return switch (form) {
            case PPT -> new SigningOptions(info, Optional.of(PassportHeader.MSEC), false);
            case CLAIM -> new SigningOptions(info, Optional.empty(), true);
            case BOTH -> new SigningOptions(info, Optional.of(PassportHeader.MSEC), true);
        };
    }

    /** The same, with the certificate somewhere else. */
    public SigningOptions withInfo(String uri) {
        return new SigningOptions(uri, ppt, claimsMsec);
    }

    /** Whether the profile of RFC 8862 is asked for. */
    public boolean asksForMsec() {
        return claimsMsec || ppt.equals(Optional.of(PassportHeader.MSEC));
    }

    /** A token that verifiers without msec understand (MSEC-23). */
    public static SigningOptions baseline(String info) {
        return new SigningOptions(info, Optional.empty(), false);
    }
}
