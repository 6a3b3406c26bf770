package org.sipbrandy.srtp.rtcp;

/** One packet of a compound. SSRCs are 32 bits in an int, to be read as unsigned. */
public sealed interface RtcpPacket permits SenderReport, ReceiverReport, SourceDescription, Bye, RawRtcp {
    /** Its number: 200 SR … 207 XR. */
    int packetType();
}
