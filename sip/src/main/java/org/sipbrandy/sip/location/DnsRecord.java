package org.sipbrandy.sip.location;

/** A resource record of an answer, aliases (CNAME) already followed by the resolver. */
public sealed interface DnsRecord {

    /** RFC 3403 §4.1. Numbers are unsigned 16 bit. */
    record Naptr(int order, int preference, String flags, String service, String regexp, String replacement)
            implements DnsRecord {}

    /** RFC 2782. Numbers are unsigned 16 bit; target "." says that the service is not offered. */
    record Srv(int priority, int weight, int port, String target) implements DnsRecord {}

    /** A or AAAA: the address as a literal without brackets. */
    record Address(String literal) implements DnsRecord {}
}
