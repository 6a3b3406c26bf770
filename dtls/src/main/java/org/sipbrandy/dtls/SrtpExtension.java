package org.sipbrandy.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;

/** The use_srtp extension (RFC 5764 §4.1.1). */
record SrtpExtension(List<Integer> profiles, byte[] mki) {
    /** Throws a decode_error alert for a malformed one. */
    static Optional<SrtpExtension> read(Hashtable<?, ?> extensions) throws IOException {
        UseSRTPData data = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (data == null) {
            return Optional.empty();
        }
        List<Integer> ids = Arrays.stream(data.getProtectionProfiles()).boxed().toList();
        return Optional.of(new SrtpExtension(ids, data.getMki()));
    }

    /** Without MKI (RFC 8827 §6.5). */
    static void write(Hashtable<?, ?> extensions, List<SrtpProfileId> profiles) throws IOException {
        int[] ids = profiles.stream().mapToInt(SrtpProfileId::id).toArray();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(ids, null));
    }
}
