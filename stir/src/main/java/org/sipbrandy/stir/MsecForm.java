package org.sipbrandy.stir;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a token says that it asks for the profile of RFC 8862, which names two ways (MSEC-02, MSEC-03; flows.md Q4). */
public enum MsecForm {
    /** {@code ppt}, in the protected header and the header field: what the registry has (RFC 8862 §9). */
    PPT,
    /** A claim in the payload (RFC 8862 §4): verifiers that know nothing of msec can still verify the token. */
    CLAIM,
    /** Both. */
    BOTH;

    /** The form of that name, in lower case. */
    public static Optional<MsecForm> of(String word) {
        return Arrays.stream(values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
