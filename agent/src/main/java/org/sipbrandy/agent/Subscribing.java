package org.sipbrandy.agent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.sipbrandy.agent.certificate.PublicAddress;
import org.sipbrandy.sip.transport.Target;

/** Whether a signer's certificate that a SIP URI names is asked for by SUBSCRIBE (RFC 6072), and of whom. */
public enum Subscribing {
    /** Of nobody: such a signature is refused with 436. */
    NEVER,
    /** Of whoever is on the open Internet: a stranger wrote the URI. */
    INTERNET,
    /** Of private, loopback and link-local addresses, too: for one's own network and for tests. */
    ANYWHERE;

    /** @param place with an address, as location found it */
    boolean reaches(Target place) {
        return switch (this) {
            case NEVER -> false;
            case ANYWHERE -> true;
            case INTERNET -> {
                try {
                    yield PublicAddress.is(InetAddress.getByName(place.host())); // a literal: nobody is asked
                } catch (UnknownHostException _) {
                    yield false;
                }
            }
        };
    }
}
