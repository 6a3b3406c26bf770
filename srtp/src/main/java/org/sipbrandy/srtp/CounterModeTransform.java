package org.sipbrandy.srtp;

/** AES-CM with HMAC-SHA1 (RFC 3711 §4, §5; RFC 6188). */
final class CounterModeTransform implements Transform {
    private static final int WORD = 4;

    private final CounterModeCipher rtp;
    private final HmacTag rtpTag;
    private final CounterModeCipher rtcp;
    private final HmacTag rtcpTag;

    CounterModeTransform(CounterModeCipher rtp, HmacTag rtpTag, CounterModeCipher rtcp, HmacTag rtcpTag) {
        this.rtp = rtp;
        this.rtpTag = rtpTag;
        this.rtcp = rtcp;
        this.rtcpTag = rtcpTag;
    }

    @Override
    public int sealRtp(byte[] packet, int offset, int header, int length, int ssrc, long index) {
        rtp.apply(packet, offset + header, length - header, ssrc, index);
        rtpTag.write(packet, offset, length, (int) (index >>> 16), offset + length);
        return length + rtpTag.length();
    }

    @Override
    public int openRtp(byte[] packet, int offset, int header, int length, int ssrc, long index) {
        int opened = length - rtpTag.length();
        // RFC 3711 §3.3: authentication comes before decryption.
        if (opened < header || !rtpTag.verify(packet, offset, opened, (int) (index >>> 16), offset + opened)) {
            return REFUSED;
        }
        rtp.apply(packet, offset + header, opened - header, ssrc, index);
        return opened;
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int ssrc, int word) {
        if ((word & ENCRYPTED) != 0) {
            rtcp.apply(packet, offset + RTCP_HEADER, length - RTCP_HEADER, ssrc, word & ~ENCRYPTED);
        }
        Words.int32(packet, offset + length, word);
        rtcpTag.write(packet, offset, length + WORD, offset + length + WORD);
        return length + WORD + rtcpTag.length();
    }

    @Override
    public int minimumRtcp() {
        return RTCP_HEADER + WORD + rtcpTag.length();
    }

    @Override
    public int rtcpWord(byte[] packet, int offset, int length) {
        return Words.int32(packet, offset + length - rtcpTag.length() - WORD);
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length, int ssrc, int word) {
        int authenticated = length - rtcpTag.length();
        if (!rtcpTag.verify(packet, offset, authenticated, offset + authenticated)) {
            return REFUSED;
        }
        int opened = authenticated - WORD;
        if ((word & ENCRYPTED) != 0) {
            rtcp.apply(packet, offset + RTCP_HEADER, opened - RTCP_HEADER, ssrc, word & ~ENCRYPTED);
        }
        return opened;
    }

    @Override
    public void wipe() {
        rtp.wipe();
        rtpTag.wipe();
        rtcp.wipe();
        rtcpTag.wipe();
    }
}
