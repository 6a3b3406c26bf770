package org.sipbrandy.ice;

/** Who nominates (RFC 8445 §6.1.1): the offerer that began ICE controls; against a lite peer the full side does. */
public enum IceRole {
    CONTROLLING,
    CONTROLLED;

    public IceRole opposite() {
        return this == CONTROLLING ? CONTROLLED : CONTROLLING;
    }
}
