package org.sipbrandy.dtls;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.crypto.TlsCrypto;

/** The line of an NSS key log that opens one DTLS 1.2 association. */
final class KeyLogLine {
    private KeyLogLine() {}

    static String of(SecurityParameters parameters, TlsCrypto crypto) {
        HexFormat hex = HexFormat.of();
        // extract() empties a secret, so that a copy is taken first.
        byte[] master = crypto.adoptSecret(parameters.getMasterSecret()).extract();
        String line = "CLIENT_RANDOM " + hex.formatHex(parameters.getClientRandom()) + " " + hex.formatHex(master);
        Arrays.fill(master, (byte) 0);
        return line;
    }
}
