package org.sipbrandy.sdp;

/** Anything that is written as one {@code a=} line. */
public interface SdpAttribute {
    /** The line. */
    Attribute toAttribute();
}
