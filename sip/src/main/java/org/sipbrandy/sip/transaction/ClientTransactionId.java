package org.sipbrandy.sip.transaction;

/** Names one client transaction of a {@link TransactionLayer}. */
public record ClientTransactionId(long number) {}
