package org.sipbrandy.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message from a datagram or a frame of a stream.
 *
 * <p>Checked in every message: start line, version, the line structure, Via, From, To, Call-ID, CSeq
 * (its method too), and where present Max-Forwards, Content-Length, Content-Type, Contact, Route,
 * Record-Route, Require, Proxy-Require, RSeq and RAck, and Date beside Identity. The rest is looked at
 * when it is asked for: RFC 3261 §8.2.2 ignores malformed fields that are not needed. Nothing is
 * repaired: a text that was signed is taken as it is or not at all.
 */
public final class SipParser {
    private SipParser() {}

    /**
     * The message in a datagram. Octets beyond Content-Length are dropped; a request that is shorter
     * is refused, a response is garbage (RFC 3261 §18.3). Never throws.
     */
    public static ParseResult parse(byte[] datagram) {
        return parse(datagram, 0, datagram.length);
    }

    /** The same for a range, of which a copy is made. */
    public static ParseResult parse(byte[] octets, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(octets, offset, offset + length);
        HeadScanner head = new HeadScanner(copy, 0, length);
        head.scanMessage();
        int start = head.bodyStart();
        if (!head.isComplete()) {
            return read(head, Body.EMPTY, new SipParseException("no empty line after the header", start));
        }
        Headers headers = head.headers();
        int end = length;
        HeaderField field = headers.find(HeaderName.CONTENT_LENGTH);
        if (field != null) {
            // a malformed length is found with the other fields
            long declared = Digits.bounded(field.value(), Integer.MAX_VALUE).orElse(length - start);
            if (declared > length - start) {
                return read(head, Body.EMPTY, new SipParseException("body shorter than Content-Length", length));
            }
            end = start + (int) declared;
        }
        return read(head, headers, Body.copyOf(copy, start, end), head.fault());
    }

    static ParseResult read(HeadScanner head, Body body, @Nullable SipParseException framing) {
        SipParseException fault = head.fault() != null ? head.fault() : framing;
        return read(head, head.headers(), body, fault);
    }

    private static ParseResult read(HeadScanner head, Headers headers, Body body, @Nullable SipParseException fault) {
        String line = new String(
                head.octets, head.startLineStart, head.startLineEnd - head.startLineStart, StandardCharsets.UTF_8);
        if (StartLine.isResponse(line)) {
            return response(line, headers, body, fault);
        }
        SipMethod method = StartLine.method(line);
        if (method == null) {
            return new ParseResult.Garbage("no start line", head.startLineStart);
        }
        return request(method, line, headers, body, fault);
    }

    private static ParseResult response(String line, Headers headers, Body body, @Nullable SipParseException fault) {
        try {
            if (fault != null) {
                throw fault;
            }
            int status = StartLine.status(line);
            checkCore(headers);
            return new ParseResult.Parsed(new SipResponse(status, StartLine.reason(line), headers, body));
        } catch (SipParseException e) {
            return new ParseResult.Garbage(e.reason(), e.offset());
        }
    }

    private static ParseResult request(
            SipMethod method, String line, Headers headers, Body body, @Nullable SipParseException fault) {
        int status = 400;
        try {
            // RFC 3261 §21.5.6; before all else, as the grammar of another version is not known
            if (StartLine.endsInVersion(line) && !StartLine.isKnownVersion(line)) {
                status = 505;
                throw new SipParseException(ReasonPhrase.of(status), 0);
            }
            if (fault != null) {
                throw fault;
            }
            Uri uri = StartLine.requestUri(line);
            if (!StartLine.isKnownVersion(line)) {
                throw new SipParseException("malformed Request-Line", 0);
            }
            checkCore(headers);
            if (!headers.cseq().method().equals(method)) {
                // RFC 4475 §3.1.2.17 and §3.1.2.18
                status = method.isKnown() ? 400 : 501;
                throw new SipParseException("CSeq method differs", 0);
            }
            // RFC 4475 §3.2.1: a branch that is the cookie alone identifies nothing
            if (headers.topVia().branch().filter(Via.MAGIC_COOKIE::equals).isPresent()) {
                throw new SipParseException("branch without identifier", 0);
            }
            return new ParseResult.Parsed(new SipRequest(method, uri, headers, body));
        } catch (SipParseException e) {
            return refuse(status, e, method, headers);
        }
    }

    private static void checkCore(Headers headers) {
        FieldChecks.check(headers);
        headers.topVia();
        headers.from();
        headers.to();
        headers.callId();
        headers.cseq();
    }

    static ParseResult refuse(int status, SipParseException fault, SipMethod method, Headers headers) {
        // RFC 3261 §17.1.1.3: an ACK is never answered
        if (!method.equals(SipMethod.ACK) && hasReadableVia(headers)) {
            String phrase = ReasonPhrase.of(status);
            String reason = status == 400 ? phrase + " (" + fault.reason() + ")" : phrase;
            return new ParseResult.Refused(status, reason, method, headers);
        }
        return new ParseResult.Garbage(fault.reason(), fault.offset());
    }

    private static boolean hasReadableVia(Headers headers) {
        HeaderField via = headers.find(HeaderName.VIA);
        if (via == null) {
            return false;
        }
        try {
            Via unused = Via.readable(via.value());
            return true;
        } catch (SipParseException e) {
            return false;
        }
    }
}
