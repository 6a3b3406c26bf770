package org.sipbrandy.sip.message;

/** A typed header value; {@code toString()} is its text on the wire. */
public sealed interface HeaderValue
        permits NameAddr,
                Via,
                CSeq,
                RAck,
                MediaType,
                ContentDisposition,
                Privacy,
                ReasonValue,
                WarningValue,
                AuthValue {}
