package org.sipbrandy.dtls;

/** Which side of the handshake this end is (RFC 5763 §5). */
public enum DtlsRole {
    /** Sends the ClientHello: {@code a=setup:active}. */
    CLIENT,
    /** Waits for the ClientHello: {@code a=setup:passive}. */
    SERVER
}
