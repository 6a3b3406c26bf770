package org.sipbrandy.call.leg;

import java.time.Duration;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.KeyPin;

/** What is done differently in the one more attempt at a request that was refused (flows.md §3). */
public sealed interface Remedy {
    /**
     * The same claims under another Date: a signature that was spoilt on its way, or clocks that differ (438, 403).
     *
     * @param shift of the Date from our clock towards the far end's; zero if that is not called for
     */
    record FreshDate(Duration shift) implements Remedy {}

    /** The certificate travels with the request: the far end could not fetch it (436, STIR-AS-16). */
    record CertificateInside() implements Remedy {}

    /** Another key signs, if there is one: the far end does not take this one (437, STIR-AS-17). */
    record OtherCredential(KeyPin refused) implements Remedy {}

    /** A baseline signature besides: the far end asks for one and knows no msec (428, STIR-AS-17, MSEC-23). */
    record WithBaseline() implements Remedy {}

    /** Neither signature nor certificate: the far end stumbles over the multipart body (415, 488, 500). */
    record Unsigned() implements Remedy {}

    /** How the next attempt is signed. */
    default SigningOptions on(SigningOptions options) {
        return switch (this) {
            case CertificateInside() -> options.keptInRequest();
            case OtherCredential(var refused) -> options.notBy(refused);
            case FreshDate _, WithBaseline _, Unsigned _ -> options;
        };
    }

    /** In words, for a person. */
    default String told() {
        return switch (this) {
            case FreshDate(var shift) ->
                shift.isZero()
                        ? "signed once more"
                        : "signed once more with the time set by " + shift.toSeconds() + " s towards its clock";
            case CertificateInside() -> "sent once more with the certificate in it";
            case OtherCredential _ -> "tried once more with another key";
            case WithBaseline() -> "sent once more with a baseline signature besides";
            case Unsigned() -> "sent once more without signature and certificate";
        };
    }
}
