package org.sipbrandy.call.media;

/** An application that handles RTP payloads itself, of any codec and media type. Called on the call's thread. */
@FunctionalInterface
public interface RtpTap {
    /**
     * A packet that was authenticated, decrypted and let through by the gate.
     *
     * @param timestamp RTP timestamp, 0 … 2^32 − 1
     * @param payload the application's to keep
     */
    void receive(int payloadType, boolean marker, int sequenceNumber, long timestamp, byte[] payload);
}
