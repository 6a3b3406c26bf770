package org.sipbrandy.agent.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Optional;

/** The address of this machine on the way to another: the one that the system's routes choose. Asking sends nothing. */
public final class RouteAddress {
    private static final int DISCARD = 9; // the port is of no matter

    private RouteAddress() {}

    /** Of the same family; empty if no way leads there. */
    public static Optional<InetAddress> towards(InetAddress remote) {
        try (var probe = new DatagramSocket()) {
            probe.connect(remote, DISCARD);
            var local = probe.getLocalAddress();
            return local.getAddress().length == remote.getAddress().length && !local.isAnyLocalAddress()
                    ? Optional.of(local)
                    : Optional.empty();
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
    }
}
