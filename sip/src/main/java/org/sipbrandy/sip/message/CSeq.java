package org.sipbrandy.sip.message;

/**
 * CSeq, RFC 3261 §20.16.
 *
 * @param number 0 to 2³¹−1
 */
public record CSeq(long number, SipMethod method) implements HeaderValue {
    /** RFC 3261 §8.1.1.5: less than 2³¹. */
    public static final long MAX_NUMBER = 0x7fff_ffffL;

    public CSeq {
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("CSeq out of range: " + number);
        }
    }

    /** @throws SipParseException if malformed or out of range */
    public static CSeq parse(String text) {
        Cursor in = new Cursor(text);
        in.skipSpace();
        long number = in.number(MAX_NUMBER, "CSeq number");
        in.requireSpace();
        SipMethod method = SipMethod.of(in.token("CSeq method"));
        in.skipSpace();
        in.requireEnd();
        return new CSeq(number, method);
    }

    /** The next sequence number with the given method. */
    public CSeq next(SipMethod nextMethod) {
        return new CSeq(number + 1, nextMethod);
    }

    @Override
    public String toString() {
        return number + " " + method.name();
    }
}
