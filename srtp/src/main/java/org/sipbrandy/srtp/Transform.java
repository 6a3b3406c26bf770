package org.sipbrandy.srtp;

import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;

/**
 * Encryption and authentication of one packet under the session keys of one master key. Packets are in place; a packet
 * that does not open stays as it is.
 */
sealed interface Transform permits GcmTransform, CounterModeTransform {
    /** The E bit in the word of SRTCP that bears the index (RFC 3711 §3.4). */
    int ENCRYPTED = 1 << 31;

    /** Octets of RTCP that are never encrypted. */
    int RTCP_HEADER = 8;

    /** Returned when a packet does not open. */
    int REFUSED = -1;

    static Transform of(SrtpKeys keys, Optional<Provider> provider) {
        SrtpProfile profile = keys.profile();
        Algorithms algorithms = new Algorithms(provider);
        KeyDerivation kdf = new KeyDerivation(keys.key(), keys.salt(), algorithms);
        byte[] rtpSalt = kdf.derive(KeyDerivation.RTP_SALT, profile.saltLength());
        byte[] rtcpSalt = kdf.derive(KeyDerivation.RTCP_SALT, profile.saltLength());
        byte[] rtpKey = kdf.derive(KeyDerivation.RTP_KEY, profile.keyLength());
        byte[] rtcpKey = kdf.derive(KeyDerivation.RTCP_KEY, profile.keyLength());
        Transform transform = switch (profile.cipher()) {
            case GCM ->
                new GcmTransform(
                        new GcmCipher(rtpKey, rtpSalt, algorithms), new GcmCipher(rtcpKey, rtcpSalt, algorithms));
            case COUNTER_MODE -> {
                byte[] rtpAuth = kdf.derive(KeyDerivation.RTP_AUTH, HmacTag.KEY_LENGTH);
                byte[] rtcpAuth = kdf.derive(KeyDerivation.RTCP_AUTH, HmacTag.KEY_LENGTH);
                yield new CounterModeTransform(
                        new CounterModeCipher(rtpKey, rtpSalt, algorithms),
                        new HmacTag(rtpAuth, profile.tagLength(), algorithms),
                        new CounterModeCipher(rtcpKey, rtcpSalt, algorithms),
                        new HmacTag(rtcpAuth, profile.rtcpTagLength(), algorithms));
            }
        };
        kdf.wipe();
        Arrays.fill(rtpSalt, (byte) 0);
        Arrays.fill(rtcpSalt, (byte) 0);
        return transform;
    }

    /** Returns the new length. */
    int sealRtp(byte[] packet, int offset, int header, int length, int ssrc, long index);

    /** Returns the new length or {@link #REFUSED}. */
    int openRtp(byte[] packet, int offset, int header, int length, int ssrc, long index);

    /** Returns the new length; {@code word} is index and E bit. */
    int sealRtcp(byte[] packet, int offset, int length, int ssrc, int word);

    /** Octets of the least SRTCP packet. */
    int minimumRtcp();

    /** Reads E bit and index of a packet of at least {@link #minimumRtcp()} octets. */
    int rtcpWord(byte[] packet, int offset, int length);

    /** Returns the new length or {@link #REFUSED}. */
    int openRtcp(byte[] packet, int offset, int length, int ssrc, int word);

    void wipe();
}
