package org.sipbrandy.dtls;

/** Where an association stands. Only forward moves are possible. */
public enum DtlsState {
    /** Made, not started. A server keeps early datagrams until then. */
    NEW,
    /** The handshake runs. */
    HANDSHAKING,
    /** The handshake is complete; keys were exported. */
    CONNECTED,
    /** The handshake failed; nothing more will be sent once the outputs are drained. */
    FAILED,
    /** Closed by us or by an authenticated alert of the peer. */
    CLOSED
}
