package org.sipbrandy.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes messages, RFC 3261 §7. */
final class SipEncoder {
    private SipEncoder() {}

    static byte[] encode(SipMessage message) {
        byte[] start = message.startLine().getBytes(StandardCharsets.UTF_8);
        Body body = message.body();
        HeaderField[] fields = withLength(message.headers(), body.length());
        int length = start.length + 4 + body.length();
        for (HeaderField field : fields) {
            length += field.encodedLength();
        }
        byte[] out = new byte[length];
        System.arraycopy(start, 0, out, 0, start.length);
        int at = lineEnd(out, start.length);
        for (HeaderField field : fields) {
            at = field.copyTo(out, at);
        }
        body.copyTo(out, lineEnd(out, at));
        return out;
    }

    private static int lineEnd(byte[] out, int at) {
        out[at] = '\r';
        out[at + 1] = '\n';
        return at + 2;
    }

    /** The fields with exactly one Content-Length, the right one; a right one that came stays. */
    private static HeaderField[] withLength(Headers headers, int length) {
        HeaderField[] fields = new HeaderField[headers.size() + 1];
        int count = 0;
        boolean present = false;
        for (int i = 0; i < headers.size(); i++) {
            HeaderField field = headers.at(i);
            if (field.is(HeaderName.CONTENT_LENGTH)) {
                if (present) {
                    continue;
                }
                present = true;
                if (Digits.bounded(field.value(), Integer.MAX_VALUE).orElse(-1) != length) {
                    field = lengthField(length);
                }
            }
            fields[count++] = field;
        }
        if (!present) {
            fields[count++] = lengthField(length);
        }
        return Arrays.copyOf(fields, count);
    }

    private static HeaderField lengthField(int length) {
        return HeaderField.of(HeaderName.CONTENT_LENGTH, Integer.toString(length));
    }
}
