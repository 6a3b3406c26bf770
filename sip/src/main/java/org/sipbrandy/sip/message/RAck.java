package org.sipbrandy.sip.message;

/**
 * RAck, RFC 3262 §7.2: which reliable provisional response a PRACK acknowledges.
 *
 * @param responseNumber the RSeq, 1 to 2³²−1
 * @param cseqNumber the CSeq number of the response
 * @param method the CSeq method of the response
 */
public record RAck(long responseNumber, long cseqNumber, SipMethod method) implements HeaderValue {
    /** RFC 3262 §7.1: RSeq is 1 to 2³²−1. */
    public static final long MAX_RSEQ = 0xffff_ffffL;

    public RAck {
        if (responseNumber < 1 || responseNumber > MAX_RSEQ || cseqNumber < 0 || cseqNumber > CSeq.MAX_NUMBER) {
            throw new IllegalArgumentException("RAck out of range");
        }
    }

    /** @throws SipParseException if malformed or out of range */
    public static RAck parse(String text) {
        Cursor in = new Cursor(text);
        in.skipSpace();
        long response = in.number(MAX_RSEQ, "RAck response number");
        if (response == 0) {
            throw in.error("RAck response number is zero");
        }
        in.requireSpace();
        long cseq = in.number(CSeq.MAX_NUMBER, "RAck CSeq number");
        in.requireSpace();
        SipMethod method = SipMethod.of(in.token("RAck method"));
        in.skipSpace();
        in.requireEnd();
        return new RAck(response, cseq, method);
    }

    @Override
    public String toString() {
        return responseNumber + " " + cseqNumber + " " + method.name();
    }
}
