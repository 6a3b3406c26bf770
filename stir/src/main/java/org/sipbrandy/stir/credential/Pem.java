package org.sipbrandy.stir.credential;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.sipbrandy.stir.StirParseException;

/** Textual encoding of keys and certificates (RFC 7468). */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String write(String label, byte[] der) {
        Base64.Encoder encoder = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** The contents of all blocks with this label, in order; whatever stands between blocks is skipped. */
    static List<byte[]> read(String label, String text) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<byte[]> blocks = new ArrayList<>();
        int from = text.indexOf(begin);
        while (from >= 0) {
            int start = from + begin.length();
            int stop = text.indexOf(end, start);
            if (stop < 0) {
                throw new StirParseException(from, "PEM without its end");
            }
            blocks.add(base64(text, start, stop));
            from = text.indexOf(begin, stop + end.length());
        }
        return blocks;
    }

    /** DER of a certificate starts with the tag of a SEQUENCE; text that starts so is no PEM. */
    static boolean looksLikePem(byte[] content) {
        return content.length > 0 && content[0] != 0x30;
    }

    private static byte[] base64(String text, int start, int stop) {
        StringBuilder compact = new StringBuilder(stop - start);
        for (int i = start; i < stop; i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                compact.append(c);
            }
        }
        try {
            return Base64.getDecoder().decode(compact.toString());
        } catch (IllegalArgumentException e) {
            throw new StirParseException(start, "PEM that is not base64");
        }
    }
}
