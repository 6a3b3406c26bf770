package org.sipbrandy.stir;

/**
 * The response that a failed verification asks for (RFC 8224 §6.2.2).
 *
 * @param status 403, 428, 436, 437 or 438; 500 where the verifier itself is at fault
 * @param phrase the reason phrase
 * @param cause which rule, as a stable word
 * @param detail for a person
 */
public record Refusal(int status, String phrase, Cause cause, String detail) {

    /** Why, in the words that events use. */
    public enum Cause {
        IDENTITY_MISSING,
        IDENTITY_STALE,
        IDENTITY_INVALID,
        CREDENTIAL_UNAVAILABLE,
        CREDENTIAL_UNSUPPORTED,
        FINGERPRINT_MISMATCH,
        FINGERPRINT_MISSING,
        KEY_CHANGED,
        REPLAYED,
        /** Not a fault of the request: the verifier's own stores cannot be asked. */
        STORE_UNAVAILABLE;

        /** Such as {@code identity-missing}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** RFC 3261 §21.5.1: what cannot be checked is refused. */
    public static Refusal storeUnavailable(String detail) {
        return new Refusal(500, "Server Internal Error", Cause.STORE_UNAVAILABLE, detail);
    }

    static Refusal staleDate(String detail) {
        return new Refusal(403, "Stale Date", Cause.IDENTITY_STALE, detail);
    }

    static Refusal useIdentity(boolean unsupportedSeen) {
        String phrase = unsupportedSeen ? "Use Supported PASSporT Format" : "Use Identity Header";
        return new Refusal(428, phrase, Cause.IDENTITY_MISSING, "no Identity that can be used");
    }

    static Refusal badInfo(String detail) {
        return new Refusal(436, "Bad Identity Info", Cause.CREDENTIAL_UNAVAILABLE, detail);
    }

    static Refusal unsupportedCredential(String detail) {
        return unsupportedCredential(Cause.CREDENTIAL_UNSUPPORTED, detail);
    }

    static Refusal unsupportedCredential(Cause cause, String detail) {
        return new Refusal(437, "Unsupported Credential", cause, detail);
    }

    static Refusal invalid(Cause cause, String detail) {
        return new Refusal(438, "Invalid Identity Header", cause, detail);
    }
}
