package org.sipbrandy.stir;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.passport.PassportHeader;

/**
 * How to sign.
 *
 * @param info URI of the certificate: {@code cid:} of a part of the request's body, or {@code https:}
 * @param ppt the extension; empty for a baseline token
 * @param claimsMsec a claim {@code msec} in the payload, the other reading of RFC 8862 §4 (flows.md Q4)
 * @param inRequest {@code info} stands, wherever else the certificate may be found
 * @param without keys that are not to sign: a verifier refused them
 */
public record SigningOptions(
        String info, Optional<String> ppt, boolean claimsMsec, boolean inRequest, Set<KeyPin> without) {

    /** @throws IllegalArgumentException if they cannot be written into a header field */
    public SigningOptions {
        without = Set.copyOf(without);
        IdentityHeader written = new IdentityHeader("-", info, Optional.empty(), ppt, List.of());
        try {
            if (!IdentityHeader.parse(written.toString()).equals(written)) {
                throw new IllegalArgumentException("not a token or a URI");
            }
        } catch (StirParseException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    /** As above, by any key, with the certificate wherever it is to be found.
     *
     * @throws IllegalArgumentException as above
     */
    public SigningOptions(String info, Optional<String> ppt, boolean claimsMsec) {
        this(info, ppt, claimsMsec, false, Set.of());
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
        return new SigningOptions(uri, ppt, claimsMsec, inRequest, without);
    }

    /** The same, and the certificate travels with the request whatever {@code CertificatePlace} says (STIR-AS-16). */
    public SigningOptions keptInRequest() {
        return new SigningOptions(info, ppt, claimsMsec, true, without);
    }

    /** The same by another key than that one (STIR-AS-17). */
    public SigningOptions notBy(KeyPin refused) {
        return new SigningOptions(info, ppt, claimsMsec, inRequest, Set.of(refused));
    }

    /** The same without an extension and without the claim: what a verifier without msec understands (MSEC-23). */
    public SigningOptions asBaseline() {
        return new SigningOptions(info, Optional.empty(), false, inRequest, without);
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
