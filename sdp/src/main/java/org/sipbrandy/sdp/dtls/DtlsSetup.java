package org.sipbrandy.sdp.dtls;

import java.util.Optional;
import org.sipbrandy.sdp.attribute.Setup;

/** Roles in DTLS by {@code a=setup} (RFC 8842 §5, RFC 4145 §4). */
public final class DtlsSetup {
    /** RFC 8842 §5.2, §5.5: what every offer says, the first and the later ones. */
    public static final Setup IN_OFFERS = Setup.ACTPASS;

    private DtlsSetup() {}

    /**
     * What to answer.
     *
     * @param offered absent counts as active (RFC 4145 §4)
     * @param ownRole ours in the association that exists: active or passive
     * @return empty if there is no valid answer, so that the stream is rejected
     */
    public static Optional<Setup> answer(Optional<Setup> offered, Optional<Setup> ownRole) {
        return switch (offered.orElse(Setup.ACTIVE)) {
            // RFC 8842 §5.3: the role stays; RFC 5763 §5: else active is recommended.
            case ACTPASS -> Optional.of(ownRole.orElse(Setup.ACTIVE));
            case ACTIVE -> Optional.of(Setup.PASSIVE);
            case PASSIVE -> Optional.of(Setup.ACTIVE);
            // RFC 8842 §5.1: holdconn is not used with DTLS.
            case HOLDCONN -> Optional.empty();
        };
    }

    /** Whether an answer's value is valid for an offer's (RFC 4145 §4.1). */
    public static boolean fits(Optional<Setup> offered, Optional<Setup> answered) {
        return answererRole(offered, answered).isPresent();
    }

    /**
     * The answerer's role, active or passive.
     *
     * @param answered absent counts as the counterpart of what was offered, passive for actpass (RFC 4145 §4)
     * @return empty if the two do not fit
     */
    public static Optional<Setup> answererRole(Optional<Setup> offered, Optional<Setup> answered) {
        Setup offer = offered.orElse(Setup.ACTIVE);
        Setup answer = answered.orElse(offer == Setup.PASSIVE ? Setup.ACTIVE : Setup.PASSIVE);
        boolean valid = switch (offer) {
            case ACTPASS -> answer == Setup.ACTIVE || answer == Setup.PASSIVE;
            case ACTIVE -> answer == Setup.PASSIVE;
            case PASSIVE -> answer == Setup.ACTIVE;
            case HOLDCONN -> false;
        };
        return valid ? Optional.of(answer) : Optional.empty();
    }
}
