package org.sipbrandy.testkit.world;

import java.time.Duration;

/**
 * How a link treats datagrams.
 *
 * @param loss of each packet, 0 … 1
 * @param duplication of each packet, 0 … 1
 * @param delay of every packet, one way
 * @param jitter added at random, which reorders
 */
public record LinkQuality(double loss, double duplication, Duration delay, Duration jitter) {
    public LinkQuality {
        if (loss < 0 || loss > 1 || duplication < 0 || duplication > 1) {
            throw new IllegalArgumentException("probabilities are 0 to 1");
        }
    }

    /** Nothing is lost; that delay, one way. */
    public static LinkQuality clean(Duration delay) {
        return new LinkQuality(0, 0, delay, Duration.ZERO);
    }
}
