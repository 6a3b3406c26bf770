package org.sipbrandy.sip.message;

/** What became of received octets. */
public sealed interface ParseResult {
    /** A message that keeps the grammar as far as it was read; see {@link SipParser}. */
    record Parsed(SipMessage message) implements ParseResult {}

    /**
     * A malformed request that can be answered: the protocol and sent-by of its top Via are readable,
     * and it is no ACK.
     *
     * @param status 400, 501 (unknown method that differs from CSeq's), 505, or 513 on a stream
     * @param reason reason phrase for the response
     * @param method of the request line
     * @param headers the fields that could be told apart; only Via is sure to be there, and none sure to be well-formed
     */
    record Refused(int status, String reason, SipMethod method, Headers headers) implements ParseResult {
        /** The stateless response, with what it takes from the request copied octet by octet. */
        public SipResponse response(String toTag) {
            return new ResponseBuilder(status, reason)
                    .headers(ResponseHeaders.of(headers, status))
                    .toTag(toTag)
                    .build();
        }

        /** The top Via, by which the response goes; without parameters from the first malformed one on. */
        public Via via() {
            return Via.readable(headers.first(HeaderName.VIA).orElse(""));
        }
    }

    /**
     * Nothing that can be answered: to be dropped, and on a stream the connection closed.
     *
     * @param reason for the log; no received text
     * @param offset where it was noticed
     */
    record Garbage(String reason, int offset) implements ParseResult {}
}
