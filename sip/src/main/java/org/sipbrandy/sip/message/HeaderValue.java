package org.sipbrandy.sip.message;

/** A typed header value; {@code toString()} is its text on the wire. */
public sealed interface HeaderValue
        permits AuthValue,
                CSeq,
                ContentDisposition,
                EventValue,
                MediaType,
                NameAddr,
                Privacy,
                RAck,
                ReasonValue,
                Replaces,
                SubscriptionState,
                Via,
                WarningValue {}
