package org.sipbrandy.dtls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Hashtable;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;

/** The external_session_id extension: one byte of length and the tls-id in ASCII (RFC 8844 §4.3). */
final class ExternalSessionId {
    static final Integer TYPE = 56;

    private static final int SHORTEST = 20;

    private ExternalSessionId() {}

    static void write(Hashtable<Object, Object> extensions, String tlsId) {
        byte[] ascii = tlsId.getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[1 + ascii.length];
        body[0] = (byte) ascii.length;
        System.arraycopy(ascii, 0, body, 1, ascii.length);
        extensions.put(TYPE, body);
    }

    /** Throws a decode_error alert if the extension is there and malformed. */
    static Optional<String> read(Hashtable<?, ?> extensions) throws IOException {
        if (!(extensions.get(TYPE) instanceof byte[] body)) {
            return Optional.empty();
        }
        if (body.length < 1 + SHORTEST || body.length != 1 + (body[0] & 0xff)) {
            throw new TlsFatalAlert(AlertDescription.decode_error, "external_session_id");
        }
        // Bytes outside ASCII stay different from every tls-id.
        return Optional.of(new String(body, 1, body.length - 1, StandardCharsets.ISO_8859_1));
    }
}
