package org.sipbrandy.stir.trust;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * That a key was compared out of band, so that nobody is between.
 *
 * @param how it was compared
 * @param at when
 */
public record Comparison(How how, Instant at) {

    /** The ways to compare. */
    public enum How {
        /** The user typed the safety number that the far end read out. */
        NUMBER,
        /** Somebody compared it on another machine, from which the list of peers was taken over. */
        IMPORTED;

        /** As stores and events have it: {@code number}, {@code imported}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of that word. */
        public static Optional<How> of(String word) {
            return Arrays.stream(values())
                    .filter(how -> how.word().equals(word))
                    .findFirst();
        }
    }
}
