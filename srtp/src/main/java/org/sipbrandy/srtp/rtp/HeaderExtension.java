package org.sipbrandy.srtp.rtp;

/**
 * The header extension of an RTP packet (RFC 3550 §5.3.1), not interpreted.
 *
 * @param profile the 16 bits defined by the profile, 0xBEDE for one-byte headers of RFC 8285
 * @param offset index of its content in the packet's array
 * @param length octets of its content, a multiple of four
 */
public record HeaderExtension(int profile, int offset, int length) {}
