package org.sipbrandy.sip.location;

import org.sipbrandy.sip.transport.Target;

/** What a {@link Locator} wants done or has found. */
public sealed interface LocationEffect {

    /** Ask the resolver, and hand the answer to {@link Locator#answer}. */
    record Ask(DnsQuestion question) implements LocationEffect {}

    /** The next place to try; if that fails (RFC 3263 §4.3), call {@link Locator#next}. */
    record Located(Target target) implements LocationEffect {}

    /** There is no further place. */
    record Exhausted(Why why) implements LocationEffect {}

    /** Why the list ended. */
    enum Why {
        /** Every place that DNS gave has been tried. */
        ALL_TRIED,
        /** DNS knows no address for the name. */
        NO_RECORDS,
        /** The resolver failed or was silent, and nothing else was found. */
        DNS_FAILED,
        /** The domain says by SRV target "." that it offers no SIP service (RFC 2782). */
        SERVICE_DENIED,
        /** The transport that the URI asks for is not supported here, or not allowed under sips. */
        TRANSPORT_UNSUPPORTED
    }
}
