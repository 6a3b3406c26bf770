package org.sipbrandy.ice;

/** How far the current ICE session of an agent has come. */
public enum IceState {
    /** The peer's credential is not known; its checks are answered all the same. */
    NEW,
    /** Checks run, none of which has succeeded for every component. */
    CHECKING,
    /** Each component has a valid pair, so data may flow; none is nominated for all yet. */
    CONNECTED,
    /** Each component has its selected pair. */
    COMPLETED,
    /** No pair was found, or consent on the selected pair was lost; only a restart leads out. */
    FAILED,
    /** Closed by its owner. */
    CLOSED
}
