package org.sipbrandy.sdp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes to text. */
final class SdpText {
    private SdpText() {}

    /** UTF-8 (RFC 8866 §9 text), or ISO 8859-1 where the bytes are not UTF-8. */
    static String decode(byte[] body) {
        if (body.length > SdpLimits.MAX_LENGTH) {
            throw new SdpParseException(SdpLimits.MAX_LENGTH, "body is too long");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }
}
