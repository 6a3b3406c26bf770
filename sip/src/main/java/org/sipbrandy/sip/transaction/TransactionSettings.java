package org.sipbrandy.sip.transaction;

/**
 * What a {@link TransactionLayer} is told.
 *
 * @param sentBy sent-by of our Vias
 * @param timers base values
 * @param largestUdpRequest octets; a longer request goes by TCP instead of UDP (RFC 3261 §18.1.1: 1300 where the path
 *     MTU is unknown)
 * @param tcpInstead whether TCP may be used for requests too long for UDP
 */
public record TransactionSettings(SentBy sentBy, TransactionTimers timers, int largestUdpRequest, boolean tcpInstead) {
    /** RFC 3261 §18.1.1, for an unknown path MTU. */
    public static final int UNKNOWN_MTU = 1300;

    /** Standard timers, and TCP for what is longer than 1300 octets. */
    public static TransactionSettings of(SentBy sentBy) {
        return new TransactionSettings(sentBy, TransactionTimers.STANDARD, UNKNOWN_MTU, true);
    }
}
