package org.sipbrandy.sip.transaction;

/** Names one server transaction of a {@link TransactionLayer}. */
public record ServerTransactionId(long number) {}
