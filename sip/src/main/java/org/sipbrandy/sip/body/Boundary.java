package org.sipbrandy.sip.body;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.sip.message.MimeFields;
import org.sipbrandy.sip.message.SipLimits;
import org.sipbrandy.sip.message.SipParseException;

/** Cuts a multipart body at its delimiter lines, RFC 2046 §5.1.1. */
final class Boundary {
    /** RFC 2046 §5.1.1. */
    private static final int MAX_LENGTH = 70;

    private static final String CHARS = "'()+_,-./:=? ";

    private final byte[] delimiter;

    Boundary(String boundary) {
        delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isValid(String boundary) {
        for (int i = 0; i < boundary.length(); i++) {
            char c = boundary.charAt(i);
            boolean alphanumeric = c < 0x80 && Character.isLetterOrDigit(c);
            if (!alphanumeric && CHARS.indexOf(c) < 0) {
                return false;
            }
        }
        return !boundary.isEmpty() && boundary.length() <= MAX_LENGTH && !boundary.endsWith(" ");
    }

    static boolean contains(byte[] octets, byte[] sought) {
        for (int i = 0; i + sought.length <= octets.length; i++) {
            if (startsAt(octets, i, sought)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(byte[] octets, int at, byte[] sought) {
        if (at + sought.length > octets.length) {
            return false;
        }
        for (int i = 0; i < sought.length; i++) {
            if (octets[at + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }

    List<BodyPart> split(byte[] body) {
        List<BodyPart> parts = new ArrayList<>();
        int partStart = -1;
        for (int i = 0; i < body.length; i = nextLine(body, i)) {
            if (!startsAt(body, i, delimiter)) {
                continue;
            }
            int after = i + delimiter.length;
            boolean last = after + 1 < body.length && body[after] == '-' && body[after + 1] == '-';
            int lineEnd = endOfPadding(body, last ? after + 2 : after);
            boolean ends = lineEnd + 1 < body.length && body[lineEnd] == '\r' && body[lineEnd + 1] == '\n';
            if (!ends && !(last && lineEnd == body.length)) {
                continue; // a longer line that only starts like the delimiter
            }
            if (partStart >= 0) {
                // the CRLF before the delimiter belongs to it; a part without any has no octets
                MimeFields.Part part = MimeFields.parse(body, partStart, Math.max(partStart, i - 2));
                if (parts.size() == SipLimits.MAX_PARTS) {
                    throw new SipParseException("too many parts", i);
                }
                parts.add(new BodyPart(part.headers(), part.body()));
            }
            if (last) {
                if (parts.isEmpty()) {
                    throw new SipParseException("multipart without parts", i);
                }
                return parts;
            }
            partStart = lineEnd + 2;
        }
        // a body cut short must not pass for a whole one
        throw new SipParseException("multipart without its end", body.length);
    }

    private static int endOfPadding(byte[] body, int at) {
        int i = at;
        while (i < body.length && (body[i] == ' ' || body[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static int nextLine(byte[] body, int at) {
        for (int i = at; i + 1 < body.length; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n') {
                return i + 2;
            }
        }
        return body.length;
    }
}
