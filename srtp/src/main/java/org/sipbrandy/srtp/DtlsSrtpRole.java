package org.sipbrandy.srtp;

/** Our side of the DTLS handshake. */
public enum DtlsSrtpRole {
    CLIENT,
    SERVER
}
