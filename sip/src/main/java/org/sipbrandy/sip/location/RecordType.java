package org.sipbrandy.sip.location;

/** The DNS record types that locating a SIP server asks for. */
public enum RecordType {
    NAPTR,
    SRV,
    A,
    AAAA
}
