package org.sipbrandy.agent.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.transport.Target;

/** Between the JDK's addresses and ours. */
public final class Addresses {
    private Addresses() {}

    /** An address as a literal, without a zone. */
    static String literal(InetSocketAddress address) {
        return IpAddress.of(address.getAddress().getAddress()).toString();
    }

    /** A literal as the JDK has it; no name is ever looked up. */
    public static InetAddress address(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.bytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 4 or 16 octets, always
        }
    }

    /** Where a resolved target is; no name is ever looked up. */
    static InetSocketAddress resolved(Target target) {
        return new InetSocketAddress(address(IpAddress.parse(target.host())), target.port());
    }

    /** Ours as the JDK's. */
    public static InetSocketAddress socket(TransportAddress address) {
        return new InetSocketAddress(address(address.address()), address.port());
    }

    /** The JDK's as ours. */
    public static TransportAddress transport(InetSocketAddress address) {
        return new TransportAddress(IpAddress.of(address.getAddress().getAddress()), address.getPort());
    }
}
