package org.sipbrandy.ice.stun;

/** What became of the check of a message's integrity. */
public enum Integrity {
    VALID,
    /** There is a MESSAGE-INTEGRITY or MESSAGE-INTEGRITY-SHA256, and it is wrong. */
    INVALID,
    ABSENT
}
