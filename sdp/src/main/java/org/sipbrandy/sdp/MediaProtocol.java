package org.sipbrandy.sdp;

import java.util.Locale;

/** The transport protocols of {@code m=} lines that carry RTP, by the protection they ask for. */
public enum MediaProtocol {
    /** RFC 3551: plain RTP; with OSRTP (RFC 8643) perhaps protected. */
    RTP_AVP("RTP/AVP"),
    /** RFC 4585. */
    RTP_AVPF("RTP/AVPF"),
    /** RFC 3711, keyed by SDES. */
    RTP_SAVP("RTP/SAVP"),
    /** RFC 5124, keyed by SDES. */
    RTP_SAVPF("RTP/SAVPF"),
    /** RFC 5764 §8, keyed by DTLS. */
    DTLS_SAVP("UDP/TLS/RTP/SAVP"),
    /** RFC 5764 §8, keyed by DTLS. */
    DTLS_SAVPF("UDP/TLS/RTP/SAVPF"),
    /** Anything else. */
    OTHER("");

    private final String text;

    MediaProtocol(String text) {
        this.text = text;
    }

    public static MediaProtocol of(String protocol) {
        String upper = protocol.toUpperCase(Locale.ROOT);
        for (MediaProtocol kind : values()) {
            if (kind != OTHER && kind.text.equals(upper)) {
                return kind;
            }
        }
        return OTHER;
    }

    /** As on the wire; empty for {@link #OTHER}. */
    public String text() {
        return text;
    }

    public boolean isRtp() {
        return this != OTHER;
    }

    /** RTP/AVP or RTP/AVPF. */
    public boolean isPlain() {
        return this == RTP_AVP || this == RTP_AVPF;
    }

    /** SRTP is mandatory, by whatever keying. */
    public boolean isSecure() {
        return isRtp() && !isPlain();
    }

    /** RFC 5764 §8: what a call with comprehensive protection offers. */
    public boolean isDtls() {
        return this == DTLS_SAVP || this == DTLS_SAVPF;
    }
}
