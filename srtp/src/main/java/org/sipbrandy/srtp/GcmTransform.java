package org.sipbrandy.srtp;

/** AEAD_AES_128_GCM and AEAD_AES_256_GCM (RFC 7714). */
final class GcmTransform implements Transform {
    private static final byte[] NOTHING = {};
    private static final int TAG = GcmCipher.TAG_LENGTH;
    private static final int WORD = 4;

    private final GcmCipher rtp;
    private final GcmCipher rtcp;
    private final byte[] word = new byte[WORD];

    GcmTransform(GcmCipher rtp, GcmCipher rtcp) {
        this.rtp = rtp;
        this.rtcp = rtcp;
    }

    @Override
    public int sealRtp(byte[] packet, int offset, int header, int length, int ssrc, long index) {
        rtp.rtpIv(ssrc, index);
        rtp.seal(packet, offset, header, NOTHING, 0, offset + header, length - header);
        return length + TAG;
    }

    @Override
    public int openRtp(byte[] packet, int offset, int header, int length, int ssrc, long index) {
        if (length - header < TAG) {
            return REFUSED;
        }
        rtp.rtpIv(ssrc, index);
        return rtp.open(packet, offset, header, NOTHING, 0, offset + header, length - header) ? length - TAG : REFUSED;
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int ssrc, int eAndIndex) {
        int clear = clear(length, eAndIndex);
        prepare(ssrc, eAndIndex);
        // RFC 7714 §9.2, §9.3: ESRTCP word is authenticated after the header, and sent after the tag.
        rtcp.seal(packet, offset, clear, word, WORD, offset + clear, length - clear);
        Words.int32(packet, offset + length + TAG, eAndIndex);
        return length + TAG + WORD;
    }

    @Override
    public int minimumRtcp() {
        return RTCP_HEADER + TAG + WORD;
    }

    @Override
    public int rtcpWord(byte[] packet, int offset, int length) {
        return Words.int32(packet, offset + length - WORD);
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length, int ssrc, int eAndIndex) {
        int opened = length - WORD - TAG;
        int clear = clear(opened, eAndIndex);
        prepare(ssrc, eAndIndex);
        return rtcp.open(packet, offset, clear, word, WORD, offset + clear, opened - clear + TAG) ? opened : REFUSED;
    }

    private static int clear(int length, int eAndIndex) {
        return (eAndIndex & ENCRYPTED) != 0 ? RTCP_HEADER : length;
    }

    private void prepare(int ssrc, int eAndIndex) {
        Words.int32(word, 0, eAndIndex);
        rtcp.rtcpIv(ssrc, eAndIndex & ~ENCRYPTED);
    }

    @Override
    public void wipe() {
        rtp.wipe();
        rtcp.wipe();
    }
}
