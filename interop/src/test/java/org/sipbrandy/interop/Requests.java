package org.sipbrandy.interop;

/** Requests written by hand. */
final class Requests {
    static final String FINGERPRINT = "AA:".repeat(31) + "AA";

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 10.99.0.1\r\ns=-\r\nc=IN IP4 10.99.0.1\r\nt=0 0\r\n"
            + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=rtcp-mux\r\na=setup:actpass\r\na=ice-ufrag:abcd\r\n"
            + "a=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=fingerprint:sha-256 " + FINGERPRINT + "\r\n";

    private Requests() {}

    /** An INVITE for bob with an offer that could be protected. */
    static String invite(String from) {
        return "INVITE sip:bob@brandy.example SIP/2.0\r\nVia: SIP/2.0/TLS 10.99.0.1:9;branch=z9hG4bK-hand\r\n"
                + "Max-Forwards: 70\r\nFrom: <" + from + ">;tag=1\r\nTo: <sip:bob@brandy.example>\r\n"
                + "Call-ID: by-hand@brandy.example\r\nCSeq: 1 INVITE\r\nContact: <sip:alice@10.99.0.1:9;transport=tls>\r\n"
                + "Supported: 100rel\r\nRequire: 100rel\r\nAllow: INVITE, ACK, PRACK, UPDATE, BYE, CANCEL\r\n"
                + "Content-Type: application/sdp\r\nContent-Length: " + SDP.length() + "\r\n\r\n" + SDP;
    }
}
