package org.sipbrandy.sip.transaction;

/** Where a single transaction puts its effects. */
interface Outlet {
    void emit(TransactionEffect effect);

    /** The INVITE has had a provisional response: its CANCEL may go now (RFC 3261 §9.1). */
    void sendCancel(InviteClient invite, long now);
}
