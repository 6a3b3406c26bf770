package org.sipbrandy.sip.dialog;

/** What a dialog says to a request that it received. */
public enum RequestOrder {
    /** Belongs to the dialog and is in order; numbers left out do not matter. */
    IN_ORDER,
    /** CSeq is lower than one seen before: 500 (RFC 3261 §12.2.2). */
    OUT_OF_ORDER,
    /** Another Call-ID or tag, or the dialog has ended: 481 (RFC 3261 §12.2.2). */
    NO_DIALOG
}
