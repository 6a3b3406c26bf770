package org.sipbrandy.agent.capture;

/** Sees what goes over an agent's sockets. Called on the loop: take what is needed and return. */
@FunctionalInterface
public interface Capture {
    /** Sees nothing; costs nothing. */
    Capture NONE = traffic -> {};

    void saw(Traffic traffic);

    /** Both see it. */
    default Capture and(Capture other) {
        if (this == NONE) {
            return other;
        }
        return traffic -> {
            saw(traffic);
            other.saw(traffic);
        };
    }
}
