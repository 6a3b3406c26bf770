package org.sipbrandy.agent.net;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Which TLS servers are believed.
 *
 * @param anchors trusted besides those of the platform
 * @param insecure whether any certificate is taken; said loudly by whoever sets it
 * @param loopback whether any certificate is taken from a server on this machine's loopback addresses, where no network
 *     lies between
 */
public record ServerTrust(List<X509Certificate> anchors, boolean insecure, boolean loopback) {
    public ServerTrust {
        anchors = List.copyOf(anchors);
    }

    /** The platform's anchors, and whoever answers on loopback. */
    public static ServerTrust platform() {
        return new ServerTrust(List.of(), false, true);
    }

    /** Whether no certificate has to be checked, of a server on loopback or elsewhere. */
    boolean believesAll(boolean atLoopback) {
        return insecure || atLoopback && loopback;
    }
}
