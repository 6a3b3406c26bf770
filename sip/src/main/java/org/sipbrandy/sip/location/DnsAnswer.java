package org.sipbrandy.sip.location;

import java.util.List;

/** What the resolver found. */
public sealed interface DnsAnswer {

    /** Records of the type asked for, in the order of the answer; an empty list is NODATA or NXDOMAIN. */
    record Records(List<DnsRecord> records) implements DnsAnswer {
        public Records {
            records = List.copyOf(records);
        }
    }

    /** No usable answer: time-out, SERVFAIL, REFUSED, a loop of aliases, a bogus signature. */
    record Failure(String reason) implements DnsAnswer {}

    static DnsAnswer of(DnsRecord... records) {
        return new Records(List.of(records));
    }

    static DnsAnswer none() {
        return new Records(List.of());
    }
}
