package org.sipbrandy.sdp.offeranswer;

/**
 * A broken rule and where.
 *
 * @param mediaIndex counted from 0; -1 for the session level
 */
public record Violation(Rule rule, int mediaIndex, String detail) {
    static Violation ofSession(Rule rule, String detail) {
        return new Violation(rule, -1, detail);
    }
}
