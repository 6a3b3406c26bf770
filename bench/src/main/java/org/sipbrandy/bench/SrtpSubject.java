package org.sipbrandy.bench;

/** An implementation of SRTP under measurement: one stream sent and received under one key. */
interface SrtpSubject {
    /** Protects in place; returns the new length. */
    int protect(byte[] packet, int length);

    /** Starts receiving anew, with an empty replay window. */
    void restartReceiver();

    /** Opens in place; returns the new length. */
    int unprotect(byte[] packet, int length);
}
