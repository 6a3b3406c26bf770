package org.sipbrandy.stir.authority;

import java.util.List;
import org.sipbrandy.stir.credential.NumberAuthorization;

/** Whether a certificate's chain leads to somebody who is trusted. */
public sealed interface PathCheck {
    /**
     * It does.
     *
     * @param limits the telephone numbers that each issuer on the way may give, where its certificate limits them
     */
    record Trusted(List<NumberAuthorization> limits) implements PathCheck {
        public Trusted {
            limits = List.copyOf(limits);
        }

        /** RFC 8226 §9, CRED-13: whether every issuer may give all of these, be they listed by value or by reference. */
        public boolean allows(NumberAuthorization numbers) {
            return limits.stream().allMatch(limit -> limit.covers(numbers));
        }
    }

    /**
     * It does not.
     *
     * @param why for a person
     */
    record Refused(String why) implements PathCheck {}
}
