package org.sipbrandy.stir;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.stir.credential.CertificateChain;

/**
 * Certificates that were parsed before, by their own bytes and never by a name (STIR-VS-18): what a certificate is does
 * not change, whatever is thought of it. May be used by several threads.
 */
final class CertificateMemory {
    private static final int CAPACITY = 4_096;

    private final Map<ByteBuffer, CertificateChain> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, CertificateChain> eldest) {
            return size() > CAPACITY;
        }
    };

    /** @throws StirParseException if it is no certificate */
    CertificateChain parse(byte[] content) {
        var key = ByteBuffer.wrap(content);
        @Nullable CertificateChain known;
        synchronized (parsed) {
            known = parsed.get(key);
        }
        if (known != null) {
            return known;
        }
        var chain = CertificateChain.parse(content);
        synchronized (parsed) {
            parsed.put(ByteBuffer.wrap(content.clone()), chain);
        }
        return chain;
    }
}
