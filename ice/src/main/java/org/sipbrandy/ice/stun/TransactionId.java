package org.sipbrandy.ice.stun;

import java.util.random.RandomGenerator;

/** The 96 bits that tie a response to its request (RFC 8489 §5): the first 32 and the other 64. */
public record TransactionId(int high, long low) {
    public static TransactionId random(RandomGenerator random) {
        return new TransactionId(random.nextInt(), random.nextLong());
    }

    @Override
    public String toString() {
        return "%08x%016x".formatted(high, low);
    }
}
