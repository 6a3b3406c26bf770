package org.sipbrandy.agent.capture;

/** How much memory traffic takes while it waits to be written, in octets, roughly. */
final class Weight {
    private Weight() {}

    static int of(Traffic traffic) {
        return switch (traffic) {
            case Traffic.Datagram it -> it.octets().length;
            case Traffic.Octets it -> it.octets().length;
            case Traffic.Opened _, Traffic.Closed _ -> 0;
        };
    }
}
