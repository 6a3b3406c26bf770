package org.sipbrandy.testkit.world;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/** Reads and rewrites messages as somebody on the wire does. */
final class Wire {
    private Wire() {}

    static String line(SipMessage message) {
        return switch (message) {
            case SipRequest request -> request.method().name();
            case SipResponse response ->
                response.status() + " " + response.headers().cseq().method().name();
        };
    }

    static boolean is(SipMessage message, String line) {
        return line(message).equals(line);
    }

    static String text(SipMessage message) {
        return new String(message.encode(), StandardCharsets.ISO_8859_1);
    }

    /** The description in a body, multipart or not; empty if there is none. */
    static Optional<SessionDescription> description(SipMessage message) {
        return Contents.of(message).description();
    }

    /** The octets of a message edited; the length of the body is made to fit. */
    static SipMessage edited(SipMessage message, UnaryOperator<String> edit) {
        String text = edit.apply(text(message));
        int body = text.indexOf("\r\n\r\n") + 4;
        String head = text.substring(0, body)
                .replaceAll("(?i)Content-Length: *\\d+", "Content-Length: " + (text.length() - body));
        byte[] octets = (head + text.substring(body)).getBytes(StandardCharsets.ISO_8859_1);
        return ((ParseResult.Parsed) SipParser.parse(octets)).message();
    }

    /** What the PASSporT in an Identity header field says, in JSON: its payload. */
    static String payload(SipMessage message) {
        String token = message.headers().identity().getFirst();
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    /** How much there is to hear. */
    static long loudness(short[] frame) {
        long sum = 0;
        for (short sample : frame) {
            sum += Math.abs(sample);
        }
        return sum;
    }

    /** A Binding success response to a request, without MESSAGE-INTEGRITY. */
    static byte[] forgedStunResponse(byte[] request) {
        byte[] response = Arrays.copyOf(request, 20);
        response[0] = 1;
        response[1] = 1;
        response[2] = 0;
        response[3] = 0;
        return response;
    }
}
