package org.sipbrandy.call.callee;

/** What the local user said to the call. */
enum UserAnswer {
    NOT_YET,
    ACCEPTED
}
