package org.sipbrandy.stir;

import java.util.List;
import java.util.Optional;

/**
 * What came of verifying a request: every check of every Identity header field, and what follows.
 *
 * @param fields one for each Identity header field, in order
 * @param result what follows from them together
 */
public record Verification(List<FieldVerification> fields, Result result) {

    public Verification {
        fields = List.copyOf(fields);
    }

    /** What follows. */
    public sealed interface Result {
        /** A signature verified. */
        record Verified(VerifiedIdentity identity) implements Result {}

        /** The request is to be refused with this response. */
        record Refused(Refusal refusal) implements Result {}

        /** Nothing that can be used was there, and policy asks for nothing. Nobody is identified. */
        record Unsigned() implements Result {}
    }

    /** The identity, if there is a verified one. */
    public Optional<VerifiedIdentity> verified() {
        return result instanceof Result.Verified verified ? Optional.of(verified.identity()) : Optional.empty();
    }

    /** The response, if the request is to be refused. */
    public Optional<Refusal> refusal() {
        return result instanceof Result.Refused refused ? Optional.of(refused.refusal()) : Optional.empty();
    }
}
