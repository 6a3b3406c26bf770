package org.sipbrandy.sdp.offeranswer;

/** The rules that an offer or answer can break. */
public enum Rule {
    /** RFC 3264 §8: {@code o=} keeps all but its version. */
    ORIGIN_CHANGED,
    /** RFC 3264 §8: the version neither stays with identical content nor moves up (by one, where we send). */
    VERSION,
    /** RFC 3264 §8: an offer never has fewer {@code m=} lines; §6: an answer has as many as the offer. */
    MEDIA_COUNT,
    /** RFC 3264 §6: the i-th line of the answer is of the kind of the i-th line of the offer. */
    MEDIA_TYPE,
    /** RFC 3264 §6: the protocol of the offer is kept. */
    PROTOCOL,
    /** RFC 3264 §8.2: a stream offered with port 0 is answered with port 0. */
    REMOVED_STREAM,
    /** RFC 3264 §6.1: an accepted stream has a format of the offer. */
    NO_COMMON_FORMAT,
    /** RFC 3264 §8.3.2: a dynamic payload type keeps its codec. */
    PAYLOAD_REMAPPED,
    /** RFC 3264 §6.1: the answer's direction does not fit the offer's. */
    DIRECTION,
    /** RFC 8842 §5.3, RFC 4145 §4.1: the answer's setup does not fit the offer's. */
    SETUP,
    /** RFC 8842 §5.3: tls-id answered though none was offered, or the reverse. */
    TLS_ID,
    /** RFC 5761 §5.1.1: rtcp-mux answered though not offered. */
    RTCP_MUX,
    /** RFC 8858 §4: rtcp-mux-only without rtcp-mux, or in an answer. */
    RTCP_MUX_ONLY,
    /** RFC 8839 §4.4.2: remote-candidates in an answer. */
    REMOTE_CANDIDATES,
    /** RFC 5888 §9.1: the answer names a stream otherwise than the offer. */
    MID,
    /** RFC 8862 §3, RFC 8866 §5.12: a {@code k=} line. */
    KEY_LINE,
    /** RFC 6337 §3.1.1: the answer is not what the preview said. */
    PREVIEW
}
