package org.sipbrandy.srtp;

import java.util.Arrays;

/**
 * The keying material of a DTLS-SRTP association (RFC 5764 §4.2), split by direction.
 *
 * @param local what we protect with
 * @param remote what the peer protects with
 */
public record DtlsSrtpKeys(SrtpKeys local, SrtpKeys remote) implements AutoCloseable {
    /** The exporter label of RFC 5764 §4.2. */
    public static final String EXPORTER_LABEL = "EXTRACTOR-dtls_srtp";

    /** Octets to export: twice key and salt. */
    public static int exportLength(SrtpProfile profile) {
        return 2 * (profile.keyLength() + profile.saltLength());
    }

    /**
     * Splits exported keying material. The array stays the caller's, who wipes it.
     *
     * @throws IllegalArgumentException if its length is not {@link #exportLength}
     */
    public static DtlsSrtpKeys split(SrtpProfile profile, byte[] exported, DtlsSrtpRole role) {
        if (exported.length != exportLength(profile)) {
            throw new IllegalArgumentException(
                    exported.length + " octets exported, " + exportLength(profile) + " needed for " + profile);
        }
        // RFC 5764 §4.2: client_write key, server_write key, client_write salt, server_write salt.
        int keyLength = profile.keyLength();
        int saltLength = profile.saltLength();
        SrtpKeys client = take(profile, exported, 0, 2 * keyLength);
        SrtpKeys server = take(profile, exported, keyLength, 2 * keyLength + saltLength);
        return switch (role) {
            case CLIENT -> new DtlsSrtpKeys(client, server);
            case SERVER -> new DtlsSrtpKeys(server, client);
        };
    }

    private static SrtpKeys take(SrtpProfile profile, byte[] exported, int keyAt, int saltAt) {
        byte[] key = Arrays.copyOfRange(exported, keyAt, keyAt + profile.keyLength());
        byte[] salt = Arrays.copyOfRange(exported, saltAt, saltAt + profile.saltLength());
        try {
            return SrtpKeys.of(profile, key, salt);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(salt, (byte) 0);
        }
    }

    /** Wipes both directions. */
    @Override
    public void close() {
        local.close();
        remote.close();
    }
}
