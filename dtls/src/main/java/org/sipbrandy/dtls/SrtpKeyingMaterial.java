package org.sipbrandy.dtls;

import java.util.Arrays;

/**
 * SRTP master keys and salts of both directions (RFC 5764 §4.2). Never shown by {@link #toString}. Not thread-safe.
 */
public final class SrtpKeyingMaterial implements AutoCloseable {
    private final byte[] localKey;
    private final byte[] localSalt;
    private final byte[] remoteKey;
    private final byte[] remoteSalt;
    private boolean wiped;

    /** Takes the arrays over; they are the ones that {@link #close} wipes. */
    SrtpKeyingMaterial(byte[] localKey, byte[] localSalt, byte[] remoteKey, byte[] remoteSalt) {
        this.localKey = localKey;
        this.localSalt = localSalt;
        this.remoteKey = remoteKey;
        this.remoteSalt = remoteSalt;
    }

    /**
     * Splits what the exporter gave: client key, server key, client salt, server salt (RFC 5764 §4.2).
     *
     * @param exported as many bytes as the profile needs for two keys and two salts; not kept
     */
    static SrtpKeyingMaterial split(byte[] exported, SrtpProfileId profile, DtlsRole role) {
        int key = profile.keyLength();
        int salt = profile.saltLength();
        if (exported.length != 2 * (key + salt)) {
            throw new IllegalArgumentException("Keying material of " + exported.length + " bytes");
        }
        byte[] clientKey = Arrays.copyOfRange(exported, 0, key);
        byte[] serverKey = Arrays.copyOfRange(exported, key, 2 * key);
        byte[] clientSalt = Arrays.copyOfRange(exported, 2 * key, 2 * key + salt);
        byte[] serverSalt = Arrays.copyOfRange(exported, 2 * key + salt, 2 * (key + salt));
        return switch (role) {
            case CLIENT -> new SrtpKeyingMaterial(clientKey, clientSalt, serverKey, serverSalt);
            case SERVER -> new SrtpKeyingMaterial(serverKey, serverSalt, clientKey, clientSalt);
        };
    }

    /** Key for what we send. Not a copy: wiped by {@link #close}. */
    public byte[] localKey() {
        return alive(localKey);
    }

    /** Salt for what we send. Not a copy: wiped by {@link #close}. */
    public byte[] localSalt() {
        return alive(localSalt);
    }

    /** Key for what the peer sends. Not a copy: wiped by {@link #close}. */
    public byte[] remoteKey() {
        return alive(remoteKey);
    }

    /** Salt for what the peer sends. Not a copy: wiped by {@link #close}. */
    public byte[] remoteSalt() {
        return alive(remoteSalt);
    }

    /** Wipes all four. Afterwards every accessor throws {@link IllegalStateException}. */
    @Override
    public void close() {
        wiped = true;
        Arrays.fill(localKey, (byte) 0);
        Arrays.fill(localSalt, (byte) 0);
        Arrays.fill(remoteKey, (byte) 0);
        Arrays.fill(remoteSalt, (byte) 0);
    }

    private byte[] alive(byte[] secret) {
        if (wiped) {
            throw new IllegalStateException("Keying material was wiped");
        }
        return secret;
    }

    @Override
    public String toString() {
        return "SrtpKeyingMaterial[" + (wiped ? "wiped" : "hidden") + "]";
    }
}
