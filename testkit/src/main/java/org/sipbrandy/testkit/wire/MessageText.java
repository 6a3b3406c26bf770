package org.sipbrandy.testkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;

/** Edits a message as the octets that it is, as somebody on the wire does. Binary bodies survive it. */
public final class MessageText {
    private static final String END_OF_HEAD = "\r\n\r\n";

    private MessageText() {}

    /** The octets, one character each. */
    public static String of(SipMessage message) {
        return new String(message.encode(), StandardCharsets.ISO_8859_1);
    }

    /**
     * What an edit makes of a message; {@code Content-Length} is made to fit.
     *
     * @throws IllegalArgumentException if the outcome cannot be read as a message
     */
    public static SipMessage edited(SipMessage message, UnaryOperator<String> edit) {
        String text = edit.apply(of(message));
        int body = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
        String head = text.substring(0, body)
                .replaceAll("(?i)Content-Length: *\\d+", "Content-Length: " + (text.length() - body));
        byte[] octets = (head + text.substring(body)).getBytes(StandardCharsets.ISO_8859_1);
        if (SipParser.parse(octets) instanceof ParseResult.Parsed(SipMessage changed)) {
            return changed;
        }
        throw new IllegalArgumentException("the edit made a message that cannot be read");
    }
}
