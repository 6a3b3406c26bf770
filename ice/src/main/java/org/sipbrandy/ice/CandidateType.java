package org.sipbrandy.ice;

import java.util.Optional;

/** How a candidate was learned (RFC 8445 §4), with its type preference (§5.1.2.2) and its word in SDP. */
public enum CandidateType {
    HOST("host", 126),
    PEER_REFLEXIVE("prflx", 110),
    SERVER_REFLEXIVE("srflx", 100),
    RELAYED("relay", 0);

    private final String token;
    private final int preference;

    CandidateType(String token, int preference) {
        this.token = token;
        this.preference = preference;
    }

    /** The word after {@code typ} (RFC 8839 §5.1). */
    public String token() {
        return token;
    }

    /** 0 to 126, higher is better. */
    public int preference() {
        return preference;
    }

    /** The type of this word; empty for words that RFC 8839 does not know. */
    public static Optional<CandidateType> of(String token) {
        for (CandidateType type : values()) {
            if (type.token.equals(token)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
