package org.sipbrandy.sip.location;

/**
 * One question to the resolver.
 *
 * @param name fully qualified, lower case, without the final dot
 */
public record DnsQuestion(String name, RecordType type) {
    public DnsQuestion {
        name = NumericHost.normalise(name);
    }
}
